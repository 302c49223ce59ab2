/** The QR code on its white plate in every theme; the quiet zone is part of the picture. */
export function QrPlate({ size, path, label }: { size: number; path: string; label: string }) {
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} data-testid="esim-qr" shapeRendering="crispEdges" className="w-full max-w-72 rounded-card border border-line bg-plate text-plate-ink">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

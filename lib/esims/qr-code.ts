import QRCode from 'qrcode';

const QUIET_ZONE = 4;

/** The activation code as a QR code, drawn here: an SVG path on a grid of `size` modules, quiet zone included; dark modules in a row are one bar. */
export function qrPath(text: string): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      const from = column;
      while (column < modules.size && modules.get(row, column)) column += 1;
      if (column > from) path += `M${from + QUIET_ZONE},${row + QUIET_ZONE}h${column - from}v1h-${column - from}z`;
    }
  }
  return { size: modules.size + 2 * QUIET_ZONE, path };
}

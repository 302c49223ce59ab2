import world from '@/components/catalog/world-boxes.json';

type Box = [number, number, number, number];

const BOXES = world.boxes as unknown as Record<string, Box | undefined>;
const RATIO = world.columns / world.rows;
const NARROWEST = 56;

/** The part of the world around these places, in the shape of the whole; all of it when they lie far apart. */
function frameAround(codes: string[]): string {
  const boxes = codes.flatMap((code) => BOXES[code] ?? []);
  const edges = (offset: 0 | 1) => boxes.filter((_, index) => index % 2 === offset);
  if (boxes.length === 0) return `0 0 ${world.columns} ${world.rows}`;
  const [left, top, right, bottom] = [Math.min(...edges(0)), Math.min(...edges(1)), Math.max(...edges(0)), Math.max(...edges(1))];
  const width = Math.round(Math.min(world.columns, Math.max(NARROWEST, (right - left) * 1.5, (bottom - top) * 1.5 * RATIO)));
  const height = Math.round(width / RATIO);
  // Whole numbers lie between the dots, so none is cut.
  const within = (middle: number, size: number, whole: number) => Math.round(Math.max(0, Math.min(whole - size, middle - size / 2)));
  return [within((left + right) / 2, width, world.columns), within((top + bottom) / 2, height, world.rows), width, height].join(' ');
}

export type DotWorldProps = { lit?: (string | null)[]; isClose?: boolean; className?: string };

/** The dot-matrix world; `lit` countries glow. Decoration: what it shows is written beside it. One cached file holds every dot. */
export function DotWorld({ lit = [], isClose = false, className = '' }: DotWorldProps) {
  const codes = lit.filter((code) => code !== null);
  return (
    <svg viewBox={isClose ? frameAround(codes) : `0 0 ${world.columns} ${world.rows}`} className={`world ${className}`} aria-hidden="true" focusable="false">
      <use href="/world.svg#all" />
      <g data-lit>
        {codes.map((code) => (
          <use key={code} href={`/world.svg#${code}`} />
        ))}
      </g>
    </svg>
  );
}

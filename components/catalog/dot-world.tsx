import world from './dot-world.json';

const PLACES: Record<string, number> = world.places;

/** The dot that stands for a country; small islands have none. */
export const dotOf = (countryCode: string | null): number | null => (countryCode ? (PLACES[countryCode] ?? null) : null);

/** The dot-matrix world; `lit` countries glow. Decoration: what it shows is written beside it. */
export function DotWorld({ lit = [], className = '' }: { lit?: (string | null)[]; className?: string }) {
  const glowing = new Set(lit.map((code) => dotOf(code)));
  const named = new Set(Object.values(PLACES));
  return (
    <svg viewBox={`0 0 ${world.width} ${world.height}`} className={`world ${className}`} aria-hidden="true" focusable="false">
      <path fill="var(--line)" d={world.dots.map(([x, y], index) => (named.has(index) ? '' : `M${x},${y}m-2,0a2,2 0 1,0 4,0a2,2 0 1,0 -4,0`)).join('')} />
      {[...named].map((index) => {
        const [x, y] = world.dots[index] ?? [0, 0];
        return <circle key={index} data-dot={index} cx={x} cy={y} r={glowing.has(index) ? 3.4 : 2.4} className={glowing.has(index) ? 'lit' : undefined} />;
      })}
    </svg>
  );
}

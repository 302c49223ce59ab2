import { seededRandom } from '../random.ts';
import type { Destination } from './destinations.ts';
import { POPULAR, type WorldRegion } from './regions.ts';

const LEVEL: Record<WorldRegion, number> = {
  Europe: 0.9, Asia: 0.92, 'Middle East': 1.15, Africa: 1.6, 'North America': 0.98, 'Latin America': 1.3, Caribbean: 1.55, Oceania: 1.2,
};

/** How dear data is in a place; 1 is average. */
export function priceLevel(destination: Destination): number {
  const jitter = 0.94 + seededRandom(`level ${destination.slug}`)() * 0.14;
  if (destination.kind === 'global') return 2.1 * jitter;
  const level = destination.region ? LEVEL[destination.region] : 1;
  if (destination.kind === 'regional') return level * 1.25 * jitter;
  return level * (POPULAR.includes(destination.code ?? '') ? 0.88 : 1.08) * jitter;
}

export interface Allowance {
  /** null = unlimited. */
  gigabytes: number | null;
  days: number;
}

/** A sane retail curve: dearer with size and days, cheaper per gigabyte the larger the plan. In cents, ending in .00 or .50. */
export function retailCents({ gigabytes, days }: Allowance, level: number): number {
  const base =
    gigabytes === null ? 1.9 + 3.1 * days ** 0.86 : 2.1 + 1.75 * gigabytes ** 0.82 + (days > 30 ? 4 : 0);
  return Math.max(350, Math.round((base * level * 100) / 50) * 50);
}

import type { Destination } from './destinations.ts';
import { POPULAR } from './regions.ts';
import type { Allowance } from './prices.ts';

const days = (list: number[], gigabytes: number | null = null): Allowance[] => list.map((count) => ({ gigabytes, days: count }));

const FIXED: Allowance[] = [
  { gigabytes: 1, days: 7 },
  { gigabytes: 2, days: 15 },
  { gigabytes: 3, days: 30 },
  { gigabytes: 5, days: 30 },
  { gigabytes: 10, days: 30 },
  { gigabytes: 20, days: 30 },
];
const LARGE: Allowance[] = [
  { gigabytes: 50, days: 30 },
  { gigabytes: 100, days: 180 },
];

const isWanted = (destination: Destination, first: number) =>
  destination.kind !== 'local' || POPULAR.slice(0, first).includes(destination.code ?? '');

/** Sizes a destination is sold in: small places the plain ladder, wanted ones large and unlimited plans too. */
export function ladderOf(destination: Destination): { fixed: Allowance[]; unlimited: Allowance[] } {
  return {
    fixed: isWanted(destination, 24) ? [...FIXED, ...LARGE] : FIXED,
    unlimited: isWanted(destination, 40) ? days([1, 3, 5, 7, 10, 15, 30]) : [],
  };
}

import type { Bundle } from '../catalogue/bundles.ts';
import { YEAR } from './timeline.ts';

/** Bundles bought without an eSIM; what is not used within a year is lost (§11). */
export interface Batch {
  id: number;
  bundle: Bundle;
  unitCents: number;
  total: number;
  remaining: number;
  expiresAt: number;
}

export type Stock = ReturnType<typeof createStock>;

export function createStock(now: () => number) {
  const batches: Batch[] = [];
  let nextId = 98_765;
  const inDate = () => batches.filter(({ remaining, expiresAt }) => remaining > 0 && expiresAt > now());
  return {
    add(bundle: Bundle, quantity: number, unitCents: number): Batch {
      nextId += 1;
      const batch = { id: nextId, bundle, unitCents, total: quantity, remaining: quantity, expiresAt: now() + YEAR };
      batches.push(batch);
      return batch;
    },
    inDate,
    find: (id: number) => inDate().find((batch) => batch.id === id) ?? null,
    count: (name: string) => inDate().reduce((sum, { bundle, remaining }) => sum + (bundle.name === name ? remaining : 0), 0),
    /** Takes one piece, of the batch that ends first. */
    take(name: string): Batch | null {
      const batch = inDate().filter(({ bundle }) => bundle.name === name).toSorted((a, b) => a.expiresAt - b.expiresAt)[0];
      if (!batch) return null;
      batch.remaining -= 1;
      return batch;
    },
    clear: () => void batches.splice(0),
  };
}

import type { Difference } from '@/lib/catalog/staging';

const MAX_REMOVED = 0.2;
const MAX_REPRICED = 0.3;

/** Why a sync may not be applied without a person; null when it may. The first sync of a provider has nothing to lose. */
export function holdReason({ onSale, removed, repriced, suspicious }: Difference): string | null {
  if (onSale === 0) return null;
  if (removed > onSale * MAX_REMOVED) return `would remove ${removed} of ${onSale} plans`;
  if (repriced > onSale * MAX_REPRICED) return `would change the price of ${repriced} of ${onSale} plans`;
  if (suspicious > 0) return `${suspicious} prices moved fifty-fold or changed currency`;
  return null;
}

import type { Difference } from '@/lib/catalog/staging';

const MAX_REMOVED = 0.2;
const MAX_REPRICED = 0.3;

/** Why a sync may not be applied without a person; null when it may. The first sync of a provider has nothing to lose; plans that come back are held to the prices they had. */
export function holdReason({ onSale, returning, removed, repriced, repricedOnSale, suspicious }: Difference): string | null {
  const known = onSale + returning;
  if (removed > onSale * MAX_REMOVED) return `would remove ${removed} of ${onSale} plans`;
  // However many come back: those on sale are a measure of their own.
  if (repricedOnSale > onSale * MAX_REPRICED) return `would change the price of ${repricedOnSale} of ${onSale} plans on sale`;
  if (repriced > known * MAX_REPRICED) return `would change the price of ${repriced} of ${known} plans`;
  if (suspicious > 0) return `${suspicious} prices moved fifty-fold or changed currency`;
  return null;
}

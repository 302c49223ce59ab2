import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { Step } from '@/lib/orders/begin-fulfilment';
import type { EsimProvider, FoundPurchase, Purchase, PurchaseRequest } from '@/lib/providers/provider';

const BOUND = `SELECT 1 AS bound FROM "Purchase" WHERE "providerId" = $1 AND "providerOrderId" = $2 AND id <> $3::uuid`;
const LOOKED = `UPDATE "Purchase" SET "lookUps" = "lookUps" + 1, status = 'UNKNOWN' WHERE id = $1::uuid AND status IN ('INTENDED', 'UNKNOWN')`;

function toRequest(orderId: string, { line, purchase }: Step): PurchaseRequest {
  return {
    reference: purchase.reference,
    orderId,
    providerPlanId: line.providerPlanId,
    quantity: line.quantity,
    summary: `${line.quantity} x ${line.planSnapshot.title}`,
    expectedUnitCost: { amountMinor: line.unitCostMinor, currency: line.currency },
    sentAt: purchase.sentAt,
  };
}

/** `waiting` = not visible at the provider (yet). */
export type Answer = Purchase | { status: 'waiting' | 'ambiguous' };

const fromFound = (found: FoundPurchase): Answer => {
  if (found.found === 'one') return found.purchase;
  return { status: found.found === 'none' ? 'waiting' : 'ambiguous' };
};

/** A fresh intent is bought; anything that may have left before is only ever looked up. Throws `ProviderError`. */
export async function askProvider(provider: EsimProvider, orderId: string, step: Step): Promise<Answer> {
  const request = toRequest(orderId, step);
  if (step.isFresh) return provider.purchase(request);
  if (step.purchase.providerOrderId) return provider.readPurchase(step.purchase.providerOrderId);
  await rows(pool(), LOOKED, [step.purchase.id]);
  const isBound = async (providerOrderId: string) => (await rows(pool(), BOUND, [provider.id, providerOrderId, step.purchase.id])).length > 0;
  return fromFound(await provider.findPurchase(request, isBound));
}

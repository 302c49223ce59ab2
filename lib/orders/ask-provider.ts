import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { Step } from '@/lib/orders/begin-fulfilment';
import { openEsim } from '@/lib/esims/open-esim';
import type { EsimProvider, FoundPurchase, Purchase, PurchaseRequest, TopUpRequest } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

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
export type Answer = Purchase | { status: 'topped-up'; providerOrderId: string } | { status: 'waiting' | 'ambiguous' };

const fromFound = (found: FoundPurchase): Answer => {
  if (found.found === 'one') return found.purchase;
  return { status: found.found === 'none' ? 'waiting' : 'ambiguous' };
};

type Binding = (providerOrderId: string) => Promise<boolean>;

async function toTopUpRequest(request: PurchaseRequest, { line }: Step): Promise<TopUpRequest> {
  const esim = line.topUpEsimId === null ? null : await openEsim(line.topUpEsimId);
  if (!esim) throw new ProviderError('rejected', line.providerId, { refusal: { reason: 'invalid-request' }, message: 'the eSIM to top up is gone' });
  const { reference, orderId, providerPlanId, summary, expectedUnitCost, sentAt } = request;
  return { reference, orderId, iccid: esim.iccid, providerPlanId, summary, expectedUnitCost, sentAt };
}

async function askForTopUp({ provider, step, isBound }: { provider: EsimProvider; step: Step; isBound: Binding }, request: PurchaseRequest): Promise<Answer> {
  if (!provider.topUp || !provider.findTopUp) throw new ProviderError('rejected', provider.id, { refusal: { reason: 'invalid-request' }, message: `${provider.id} tops nothing up` });
  const wish = await toTopUpRequest(request, step);
  if (step.isFresh) return { status: 'topped-up', ...(await provider.topUp(wish)) };
  await rows(pool(), LOOKED, [step.purchase.id]);
  const found = await provider.findTopUp(wish, isBound);
  if (found.found === 'one') return { status: 'topped-up', providerOrderId: found.providerOrderId };
  return { status: found.found === 'none' ? 'waiting' : 'ambiguous' };
}

/** A fresh intent is bought; anything that may have left before is only ever looked up. Throws `ProviderError`. */
export async function askProvider(provider: EsimProvider, orderId: string, step: Step): Promise<Answer> {
  const request = toRequest(orderId, step);
  const isBound: Binding = async (providerOrderId) => (await rows(pool(), BOUND, [provider.id, providerOrderId, step.purchase.id])).length > 0;
  if (step.line.topUpEsimId !== null) return askForTopUp({ provider, step, isBound }, request);
  if (step.isFresh) return provider.purchase(request);
  if (step.purchase.providerOrderId) return provider.readPurchase(step.purchase.providerOrderId);
  await rows(pool(), LOOKED, [step.purchase.id]);
  return fromFound(await provider.findPurchase(request, isBound));
}

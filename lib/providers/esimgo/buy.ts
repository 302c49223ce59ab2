import { log } from '@/lib/log';
import { decimalMoney } from '@/lib/providers/decimal-money';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError, withdrawn } from '@/lib/providers/esimgo/errors';
import { isKeyGood } from '@/lib/providers/esimgo/is-key-good';
import { order as orderSchema, validateAnswer, type EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';

export const MAX_QUANTITY = 10;

/** For new eSIMs, or onto these: never onto others in their place. */
export const quoteBody = (type: 'validate' | 'transaction', request: PurchaseRequest, iccids?: string[]) => ({
  type,
  assign: true,
  order: [{ type: 'bundle', quantity: request.quantity, item: request.providerPlanId, ...(iccids ? { iccids } : {}), allowReassign: false }],
});

function checkRequest({ quantity, providerPlanId }: PurchaseRequest): void {
  const isCountable = Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
  if (isCountable && /^[\w.+-]{1,150}$/.test(providerPlanId)) return;
  const fields = isCountable ? { item: 'is not a bundle name' } : { quantity: `must be a whole number from 1 to ${MAX_QUANTITY}` };
  throw esimGoError({ code: 'rejected', refusal: { reason: isCountable ? 'plan-withdrawn' : 'invalid-request' } }, { fields });
}

/** "access denied" stands for a bad key and for an unknown bundle; a key that still opens our account is good. */
async function toldApart(client: EsimGoClient, error: unknown): Promise<unknown> {
  return (await isKeyGood(client, error)) ? esimGoError(withdrawn, { message: 'esimgo: refused, though the key is good' }) : error;
}

/** Nothing was bought yet: an amount nobody can read is asked for again later. */
function quotedMinor(value: number | string, currency: string): number {
  try {
    return decimalMoney(value, currency).amountMinor;
  } catch (cause) {
    throw esimGoError({ code: 'unavailable' }, { message: 'esimgo: the quote is no amount', cause });
  }
}

/** Refuses when one unit costs more than we sold it for; a dry run, nothing is bought. */
export async function checkQuote(client: EsimGoClient, request: PurchaseRequest, iccids?: string[]): Promise<void> {
  const quote = await client.quote('/orders', quoteBody('validate', request, iccids), validateAnswer).catch(async (error: unknown) => {
    throw await toldApart(client, error);
  });
  if (quote.valid === false) throw esimGoError(withdrawn, { message: 'esimgo: the order is not valid' });
  const item = quote.order?.[0];
  const total = item?.subTotal ?? quote.total;
  const { expectedUnitCost } = request;
  const currency = (quote.currency ?? expectedUnitCost.currency).toUpperCase();
  if (currency !== expectedUnitCost.currency.toUpperCase()) {
    log.warn({ provider: 'esimgo', orderId: request.orderId, currency }, 'purchase.cost-not-comparable');
    return;
  }
  const minor = (value: number | string) => quotedMinor(value, currency);
  const isDearer = item?.pricePerUnit !== null && item?.pricePerUnit !== undefined
    ? minor(item.pricePerUnit) > expectedUnitCost.amountMinor
    : total !== null && total !== undefined && minor(total) > expectedUnitCost.amountMinor * request.quantity;
  if (!isDearer) return;
  log.warn({ provider: 'esimgo', orderId: request.orderId, planId: request.providerPlanId }, 'purchase.cost-drifted');
  throw esimGoError(withdrawn, { message: 'esimgo: costs more than it was sold for' });
}

/** A quote first, then the one request that spends money. */
export async function buy(client: EsimGoClient, request: PurchaseRequest): Promise<EsimGoOrder> {
  checkRequest(request);
  await checkQuote(client, request);
  return client.order('/orders', quoteBody('transaction', request), orderSchema);
}

import { checkQuote } from '@/lib/providers/esimgo/check-quote';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError, tellAnswer } from '@/lib/providers/esimgo/errors';
import { isForAnother, quoteBody } from '@/lib/providers/esimgo/order-body';
import { order as orderSchema, type EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';

export const MAX_QUANTITY = 10;

function checkRequest({ quantity, providerPlanId }: PurchaseRequest): void {
  const isCountable = Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY;
  if (isCountable && /^[\w.+-]{1,150}$/.test(providerPlanId)) return;
  const fields = isCountable ? { item: 'is not a bundle name' } : { quantity: `must be a whole number from 1 to ${MAX_QUANTITY}` };
  throw esimGoError({ code: 'rejected', refusal: { reason: isCountable ? 'plan-withdrawn' : 'invalid-request' } }, { notAsked: true, fields });
}

/** A quote first, then the one request that spends money. An answer about something else is kept for a person. */
export async function buy(client: EsimGoClient, request: PurchaseRequest, iccids?: string[]): Promise<EsimGoOrder> {
  checkRequest(request);
  await checkQuote(client, request, iccids);
  const order = await client.order('/orders', quoteBody('transaction', request, iccids), orderSchema);
  if (isForAnother(order.order, request)) throw esimGoError({ code: 'bad-response' }, { rawAnswer: tellAnswer(order), message: 'esimgo: answered about another order' });
  return order;
}

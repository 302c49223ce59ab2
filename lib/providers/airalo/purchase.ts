import { log } from '@/lib/log';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError, notAsked, unreadable } from '@/lib/providers/airalo/errors';
import { orderFields, toOrderForm } from '@/lib/providers/airalo/order-form';
import { countOrderRequest } from '@/lib/providers/airalo/order-metrics';
import { checkPackageId } from '@/lib/providers/airalo/package-id';
import { toPurchase } from '@/lib/providers/airalo/to-purchase';
import { orderAnswer, type AiraloOrder } from '@/lib/providers/airalo/wire';
import type { Purchase, PurchaseRequest } from '@/lib/providers/provider';

export const MAX_QUANTITY = 50;

/** What can never succeed is refused here, before anything leaves. */
export function checkRequest({ quantity, providerPlanId }: Pick<PurchaseRequest, 'quantity' | 'providerPlanId'>): void {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    const fields = { quantity: `must be a whole number from 1 to ${MAX_QUANTITY}` };
    throw notAsked(fields, { code: 'rejected', reason: 'quantity_over_limit', refusal: { reason: 'invalid-request' } });
  }
  checkPackageId(providerPlanId);
}

function noteFailure(request: PurchaseRequest, error: AiraloError): void {
  const { fields, refusal } = error.provider;
  if (error.code === 'rejected' || fields) {
    log.warn({ provider: 'airalo', orderId: request.orderId, planId: request.providerPlanId, reason: error.reason, refusal, fields }, 'order.validation.failed');
  }
  const isUnknown = error.code === 'outcome-unknown' || error.code === 'bad-response';
  const isRefused = error.code === 'rejected' || error.code === 'out-of-funds';
  countOrderRequest(isUnknown ? 'unknown' : isRefused ? 'refused' : 'failed', error.reason);
}

type Placing<Placed> = { request: PurchaseRequest; brandName: string | null; place: (brandName: string | null) => Promise<Placed> };

async function placeOnce<Placed>({ request, brandName, place }: Placing<Placed>): Promise<Placed> {
  try {
    checkRequest(request);
    const placed = await place(brandName);
    countOrderRequest('ok', 'none');
    return placed;
  } catch (error) {
    if (error instanceof AiraloError) noteFailure(request, error);
    throw error;
  }
}

/** Checks, counts and sends once. A brand Airalo does not know is a definite refusal: nothing was bought, so asking once more without it is safe. */
export async function placing<Placed>(order: Placing<Placed>): Promise<Placed> {
  try {
    return await placeOnce(order);
  } catch (error) {
    const isBrandMissing = error instanceof AiraloError && error.reason === 'brand_missing';
    if (!isBrandMissing || order.brandName === null) throw error;
    return placeOnce({ ...order, brandName: null });
  }
}

/** An order may leave out what it is of; it may not be of something else. */
export const isOrderOf = (order: Pick<AiraloOrder, 'package_id' | 'quantity' | 'type'>, request: Pick<PurchaseRequest, 'providerPlanId' | 'quantity'>): boolean =>
  order.quantity === request.quantity && (!order.package_id || order.package_id === request.providerPlanId) && order.type?.trim() !== 'topup';

/** §7.1. A lost answer is `outcome-unknown`; the description carries our reference. */
export const purchase = (client: AiraloClient, request: PurchaseRequest, ownBrand: string | null): Promise<Purchase> =>
  placing({
    request, brandName: ownBrand,
    place: async (brandName) => {
      const { data } = await client.order('/v2/orders', toOrderForm(orderFields(request, { brandName })), orderAnswer);
      if (!isOrderOf(data, request)) throw unreadable(data, 'another order than the one asked for');
      const bought = toPurchase(data);
      if (!bought) throw unreadable(data);
      return bought;
    },
  });

import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { walkOrders } from '@/lib/providers/esimgo/walk-orders';
import type { EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';

const BEFORE_MS = 2_000;
const AFTER_MS = 10 * 60_000;
const MAX_PAGES = 50;
const FAILED = /fail|cancel|reject|refund|revok/i;

/** The same item and quantity, bought for new eSIMs, not known to have failed. */
function isSameOrder(order: EsimGoOrder, request: PurchaseRequest): boolean {
  const [item, ...others] = order.order;
  const isBundle = (item?.type ?? 'bundle') === 'bundle' && others.length === 0;
  return isBundle && item?.item === request.providerPlanId && item.quantity === request.quantity && order.assigned !== false && !FAILED.test(order.status ?? '');
}

/** When an order sent at this moment may have been created, as their clock and ours differ. */
export const windowOf = (sentAt: Date) => ({ from: new Date(sentAt.getTime() - BEFORE_MS), to: new Date(sentAt.getTime() + AFTER_MS) });

/** Whether it was created within the window; one that does not say when, may have been. */
export function isWithin(order: EsimGoOrder, { from, to }: { from: Date; to: Date }): boolean {
  const at = Date.parse(order.createdDate ?? '');
  return Number.isNaN(at) || (at >= from.getTime() && at <= to.getTime());
}

/** Orders that may be ours: there is no reference to look for, only time, item and quantity. */
export async function findOrders(client: EsimGoClient, request: PurchaseRequest & { sentAt: Date }): Promise<EsimGoOrder[]> {
  const window = windowOf(request.sentAt);
  const found: EsimGoOrder[] = [];
  for await (const order of walkOrders(client, window, MAX_PAGES)) if (isSameOrder(order, request) && isWithin(order, window)) found.push(order);
  return found;
}

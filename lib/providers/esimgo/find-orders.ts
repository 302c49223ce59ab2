import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { ordersAnswer, type EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';

const BEFORE_MS = 2_000;
const AFTER_MS = 10 * 60_000;
const PAGE_SIZE = 100;
const MAX_PAGES = 50;
const FAILED = /fail|cancel|reject|refund|revok/i;

/** The same item and quantity, bought for new eSIMs, not known to have failed. */
function isSameOrder(order: EsimGoOrder, request: PurchaseRequest): boolean {
  const [item, ...others] = order.order;
  const isBundle = (item?.type ?? 'bundle') === 'bundle' && others.length === 0;
  return isBundle && item?.item === request.providerPlanId && item.quantity === request.quantity && order.assigned !== false && !FAILED.test(order.status ?? '');
}

function isWithin(order: EsimGoOrder, from: Date, to: Date): boolean {
  const at = Date.parse(order.createdDate ?? '');
  return Number.isNaN(at) || (at >= from.getTime() && at <= to.getTime());
}

/** Orders that may be ours: there is no reference to look for, only time, item and quantity. */
export async function findOrders(client: EsimGoClient, request: PurchaseRequest & { sentAt: Date }): Promise<EsimGoOrder[]> {
  const from = new Date(request.sentAt.getTime() - BEFORE_MS);
  const to = new Date(request.sentAt.getTime() + AFTER_MS);
  const found = new Map<string, EsimGoOrder>();
  for (let page = 1, known = new Set<string>(); page <= MAX_PAGES; page += 1) {
    const query = new URLSearchParams([
      ['includeIccids', 'true'], ['page', String(page)], ['limit', String(PAGE_SIZE)],
      ['createdAt', `gte:${from.toISOString()}`], ['createdAt', `lte:${to.toISOString()}`],
    ]);
    const { orders, received } = await client.read(`/orders?${query}`, ordersAnswer);
    const fresh = orders.filter(({ orderReference }) => !known.has(orderReference));
    for (const order of fresh) {
      known = known.add(order.orderReference);
      if (isSameOrder(order, request) && isWithin(order, from, to)) found.set(order.orderReference, order);
    }
    if (fresh.length === 0 || received < PAGE_SIZE) break;
  }
  return [...found.values()];
}

import type { ListedOrder, OrderFilter } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { iccidsOf } from '@/lib/providers/esimgo/iccids-of';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { quantityOf } from '@/lib/providers/esimgo/to-purchase';
import { walkOrders } from '@/lib/providers/esimgo/walk-orders';
import type { EsimGoOrder } from '@/lib/providers/esimgo/wire';
import { plainTextOrNull } from '@/lib/providers/plain-text';

/** Balance top-ups stand in the same list and are no orders of eSIMs (§7.4). */
const ITEMS = new Set(['bundle', 'bundleassignment']);
const isOfEsims = ({ order }: EsimGoOrder) => order.some(({ type }) => ITEMS.has((type ?? 'bundle').toLowerCase()));

/** Nothing in an order tells a new eSIM from a top-up: both name eSIMs. */
const toListed = (order: EsimGoOrder): ListedOrder => ({
  providerOrderId: order.orderReference, providerPlanId: order.order.find(({ type }) => (type ?? 'bundle') === 'bundle')?.item ?? null, kind: null, quantity: quantityOf(order),
  status: plainTextOrNull(order.status, 40), description: plainTextOrNull(order.statusMessage, 200), orderedAt: readMoment(order.createdDate), iccids: iccidsOf(order),
});

function isWanted({ iccids, status, description, orderedAt }: ListedOrder, filter: OrderFilter): boolean {
  const at = orderedAt?.getTime();
  const isInTime = at === undefined || (at >= (filter.from?.getTime() ?? at) && at <= (filter.to?.getTime() ?? at));
  return isInTime && (filter.iccid === undefined || iccids.includes(filter.iccid))
    && (filter.status === undefined || status?.toLowerCase() === filter.status.toLowerCase())
    && (filter.description === undefined || Boolean(description?.toLowerCase().includes(filter.description.toLowerCase())));
}

/** §7.5: eSIM Go filters by time only; the rest is filtered here. */
export async function* listOrders(client: EsimGoClient, filter: OrderFilter): AsyncGenerator<ListedOrder> {
  for await (const order of walkOrders(client, { from: filter.from, to: filter.to })) {
    if (!isOfEsims(order)) continue;
    const listed = toListed(order);
    if (isWanted(listed, filter)) yield listed;
  }
}

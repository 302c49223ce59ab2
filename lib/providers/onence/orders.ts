import type { FleetOrder, FleetProduct } from '@/lib/providers/fleet-provider';
import { plainText } from '@/lib/providers/plain-text';
import { pathIccid, type Account } from './account';
import { bodyOf, refused } from './errors';
import { toOrder } from './to-order';
import { walkPages } from './walk-pages';
import { order as orderSchema, orders as ordersSchema, products as productsSchema } from './wire';

/** The most a page of orders holds (§6). */
const ORDERS_PER_PAGE = 10;
const TOP_UPS = new Set(['TOPUP', 'BULK_TOPUP']);

/** Ascending only and without totals, so until a page is short (§1.1, §6). */
export function listOrders({ client }: Account): AsyncIterable<FleetOrder> {
  return walkPages({
    pageSize: ORDERS_PER_PAGE,
    keyOf: ({ providerOrderId }) => providerOrderId,
    ask: async (page) => {
      const answer = await client.send({ method: 'GET', path: `/v1/orders?page=${page}&pageSize=${ORDERS_PER_PAGE}&sort=order_number`, asked: 'read' });
      const items = bodyOf(answer, ordersSchema).map(toOrder);
      return { answer, items, count: items.length };
    },
  });
}

export async function readOrder({ client }: Account, providerOrderId: string): Promise<FleetOrder> {
  if (!/^\d{1,18}$/.test(providerOrderId)) throw refused('not an order number');
  const answer = await client.send({ method: 'GET', path: `/v1/orders/${providerOrderId}`, asked: 'read' });
  return toOrder(bodyOf(answer, orderSchema));
}

export async function listProducts({ client }: Account): Promise<FleetProduct[]> {
  const answer = await client.send({ method: 'GET', path: '/v1/products', asked: 'read' });
  return bodyOf(answer, productsSchema).map(({ id, product, minQuantity, maxQuantity }) => ({ id, name: plainText(product, 200), minQuantity, maxQuantity }));
}

/** Top-up orders for exactly these SIMs. Their dates may be cut to the second, and one without a date may be ours: rather one too many than a second purchase. */
export async function findTopUp(account: Account, iccids: readonly string[], since: Date): Promise<FleetOrder[]> {
  const wanted = new Set(iccids.map(pathIccid));
  const from = new Date(since).setUTCMilliseconds(0);
  const found: FleetOrder[] = [];
  for await (const order of listOrders(account)) {
    const held = new Set(order.iccids.map((iccid) => iccid.slice(0, 19)));
    const isSame = held.size === wanted.size && [...wanted].every((iccid) => held.has(iccid));
    if (isSame && TOP_UPS.has(order.kind) && (order.orderedAt === null || order.orderedAt.getTime() >= from)) found.push(order);
  }
  return found;
}

import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { ordersAnswer, type EsimGoOrder } from '@/lib/providers/esimgo/wire';

const PAGE_SIZE = 100;

export type Created = { from?: Date | undefined; to?: Date | undefined };

/** §7.5: all orders created in a time, each once, with their eSIMs. There is no count of pages: a short page, or one that tells nothing new, is the last. */
export async function* walkOrders(client: EsimGoClient, between: Created, maxPages = 1_000): AsyncGenerator<EsimGoOrder> {
  const known = new Set<string>();
  const created = [between.from && `gte:${between.from.toISOString()}`, between.to && `lte:${between.to.toISOString()}`].filter((bound) => bound !== undefined);
  for (let page = 1; page <= maxPages; page += 1) {
    const query = new URLSearchParams([
      ['includeIccids', 'true'], ['page', String(page)], ['limit', String(PAGE_SIZE)], ...created.map((bound) => ['createdAt', bound]),
    ]);
    const { orders, received } = await client.read(`/orders?${query}`, ordersAnswer);
    const fresh = orders.filter(({ orderReference }) => !known.has(orderReference));
    for (const order of fresh) {
      known.add(order.orderReference);
      yield order;
    }
    const isRepeated = orders.length > 0 && fresh.length === 0;
    if (isRepeated || received < PAGE_SIZE) return;
  }
}

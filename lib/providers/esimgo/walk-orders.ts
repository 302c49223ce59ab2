import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { walkRows } from '@/lib/providers/esimgo/walk-rows';
import { order as orderSchema, ordersAnswer, type EsimGoOrder } from '@/lib/providers/esimgo/wire';

const SIZES = [100, 50, 25, 10];

export type Created = { from?: Date | undefined; to?: Date | undefined };
type Options = { maxPages?: number; noteUnreadable?: (row: unknown) => void };

/** §7.5: all orders created in a time, each once, with their eSIMs. A row that cannot be read is no order to us, unless it is asked about. */
export async function* walkOrders(client: EsimGoClient, between: Created, { maxPages = 1_000, noteUnreadable }: Options = {}): AsyncGenerator<EsimGoOrder> {
  const created = [between.from && `gte:${between.from.toISOString()}`, between.to && `lte:${between.to.toISOString()}`].filter((bound) => bound !== undefined);
  const ask = (page: number, size: number) => {
    const query = new URLSearchParams([['includeIccids', 'true'], ['page', String(page)], ['limit', String(size)], ...created.map((bound) => ['createdAt', bound])]);
    return client.read(`/orders?${query}`, ordersAnswer);
  };
  for await (const row of walkRows({ sizes: SIZES, maxPages, named: 'orderReference', ask })) {
    const parsed = orderSchema.safeParse(row);
    if (parsed.success) yield parsed.data;
    else noteUnreadable?.(row);
  }
}

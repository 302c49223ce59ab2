import type { z } from 'zod';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { createdBetween, isBetween } from '@/lib/providers/airalo/date-range';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { walkPages } from '@/lib/providers/airalo/walk-pages';
import { listedOrder } from '@/lib/providers/airalo/wire-orders';
import { readIccid } from '@/lib/providers/install-data';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import type { ListedOrder, OrderFilter } from '@/lib/providers/esim-support';

/** One order may bring fifty eSIMs. */
const PAGE_SIZE = 25;
/** What may be asked for; another status is looked for among all orders. */
const STATUSES = new Set(['completed', 'failed', 'partially_refunded', 'refunded']);
const KINDS: Record<string, ListedOrder['kind']> = { sim: 'esim', topup: 'top-up' };

const toListed = (row: z.infer<typeof listedOrder>): ListedOrder => ({
  providerOrderId: row.id, providerPlanId: plainTextOrNull(row.package_id, 150), kind: KINDS[row.type?.trim() ?? ''] ?? null, quantity: row.quantity ?? null,
  status: plainTextOrNull(row.status?.slug, 60), description: plainTextOrNull(row.description, 300), orderedAt: readMoment(row.created_at),
  iccids: (row.sims ?? []).flatMap(({ iccid }) => readIccid(iccid ?? '') ?? []),
});

function queryOf({ from, to, iccid, status, description, code }: OrderFilter): Record<string, string> {
  const asked = { iccid, description, code, ...(status !== undefined && STATUSES.has(status) ? { order_status: status } : {}) };
  const filters = Object.entries(asked).flatMap(([name, value]) => (value ? [[`filter[${name}]`, plainText(value, 200)]] : []));
  return { include: 'sims,status', ...createdBetween({ from, to }), ...Object.fromEntries(filters) };
}

/** §7.6: newest first as they come. `user` is never included: it is the account's own person. */
export async function* listOrders(client: AiraloClient, filter: OrderFilter): AsyncGenerator<ListedOrder> {
  for await (const row of walkPages(client, { path: '/v2/orders', query: queryOf(filter), limit: PAGE_SIZE, row: listedOrder, keyOf: ({ id }) => id })) {
    const order = toListed(row);
    if (isBetween(order.orderedAt, filter) && (filter.status === undefined || order.status === filter.status)) yield order;
  }
}

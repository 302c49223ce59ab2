import type { Context } from 'hono';
import { refuseFields } from './answers.ts';
import { readMinute, writeMinute } from './future-order-checks.ts';
import { DAY, type FutureOrder } from './future-order.ts';
import { pageOf, readPaging } from './paging.ts';
import type { Airalo } from './state.ts';

const LISTED = ['pending', 'failed', 'retry'];

/** GET /future-orders: pending ones unless asked otherwise; processed and cancelled ones never show. */
export function listFutureOrders(c: Context, { futureOrders }: Airalo): Response {
  const paging = readPaging(c);
  if (paging instanceof Response) return paging;
  const status = c.req.query('status') || 'pending';
  const fields: Record<string, string> = LISTED.includes(status) ? {} : { status: 'The selected status is invalid.' };
  const dateOf = (name: 'from_due_date' | 'to_due_date', absent: number) => {
    const text = c.req.query(name);
    const at = text ? readMinute(text) : absent;
    if (Number.isNaN(at)) fields[name] = `The ${name.replaceAll('_', ' ')} is not a valid date.`;
    return at;
  };
  const [from, to] = [dateOf('from_due_date', 0), dateOf('to_due_date', Number.MAX_SAFE_INTEGER)];
  if (Object.keys(fields).length > 0) return refuseFields(c, fields);
  const rows = [...futureOrders.values()].filter((order) => order.status === status && order.dueAt >= from && order.dueAt <= to).toReversed();
  const page = pageOf(rows, paging, { path: '/v2/future-orders' });
  return c.json({ data: page.rows.map(wireFutureOrder), links: page.links, meta: page.meta });
}

const wireFutureOrder = ({ id, asked, status, dueAt }: FutureOrder) => ({
  request_id: id,
  quantity: asked.quantity,
  description: asked.description ?? '',
  status,
  package_id: asked.found.id,
  due_date: writeMinute(dueAt),
  latest_cancellation_date: writeMinute(dueAt - DAY),
});

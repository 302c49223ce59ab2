import type { Context } from 'hono';
import { refuseFields } from './answers.ts';
import { pageOf, readPaging } from './paging.ts';
import type { Airalo, Order } from './state.ts';
import { wireOldOrder } from './wire-orders.ts';

export const includesOf = (c: Context): ReadonlySet<string> => new Set((c.req.query('include') ?? '').split(',').map((name) => name.trim()));

/** SQL LIKE around a text: any case, `%` and `_` of the filter are wildcards too. */
export function isLike(value: string | null, filter: string): boolean {
  const pattern = filter.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('%', '.*').replaceAll('_', '.');
  return new RegExp(pattern, 'is').test(value ?? '');
}

/** A `from - to` range of whole days in UTC; null when it is none. */
export function readDays(text: string): { from: number; to: number } | null {
  const match = /^(\d{4}-\d{2}-\d{2}) - (\d{4}-\d{2}-\d{2})$/.exec(text.trim());
  const from = Date.parse(`${match?.[1]}T00:00:00Z`);
  const to = Date.parse(`${match?.[2]}T23:59:59.999Z`);
  return Number.isNaN(from) || Number.isNaN(to) ? null : { from, to };
}

const STATUSES = ['completed', 'failed', 'partially_refunded', 'refunded'];

export function listOrders(c: Context, airalo: Airalo): Response {
  const paging = readPaging(c);
  if (paging instanceof Response) return paging;
  const test = readFilters(c);
  if (test instanceof Response) return test;
  const rows = airalo.visibleOrders().filter(test);
  const page = pageOf(rows, paging, { path: '/v1/orders' });
  const include = includesOf(c);
  return c.json({ data: page.rows.map((order) => wireOldOrder(order, include, airalo.settings)), links: page.links, meta: page.meta });
}

function readFilters(c: Context): ((order: Order) => boolean) | Response {
  const filter = (name: string) => c.req.query(`filter[${name}]`) || null;
  const [created, code, iccid, description, status] = ['created_at', 'code', 'iccid', 'description', 'order_status'].map(filter);
  const days = created ? readDays(created) : null;
  const fields: Record<string, string> = {};
  if (created && !days) fields['filter.created_at'] = 'The filter.created_at format is invalid.';
  if (status && !STATUSES.includes(status)) fields['filter.order_status'] = 'The selected filter.order_status is invalid.';
  if (Object.keys(fields).length > 0) return refuseFields(c, fields);
  return (order) =>
    (!days || (order.createdAt >= days.from && order.createdAt <= days.to)) &&
    (!code || isLike(order.code, code)) &&
    (!iccid || order.sims.some((sim) => isLike(sim.iccid, iccid))) &&
    (!description || isLike(order.description, description)) &&
    (!status || order.status === status);
}

import type { Context } from 'hono';
import { readCount, readTimeFilter, refuse } from './answers.ts';
import type { EsimGo, Version } from './state.ts';
import { wireBalanceTopUp, wireOrder } from './wire-orders.ts';

/** Orders, applies and payments into the balance, by the time they were made (§7.4, §7.5). */
export function listOrders(c: Context, esimgo: EsimGo, version: Version): Response {
  const { settings, orders, topUps } = esimgo;
  const asked = readCount(c, 'limit', 50);
  if (asked > settings.mostOrdersPerPage && settings.perPageTooBig === '400') return refuse(c, 400, `limit must not exceed ${settings.mostOrdersPerPage}`);
  const filters = (c.req.queries('createdAt') ?? []).map(readTimeFilter);
  if (filters.includes(null)) return refuse(c, 400, 'invalid createdAt filter');
  const withEsims = c.req.query('includeIccids') === 'true';
  const visible = orders.filter(({ visibleAt }) => visibleAt <= esimgo.now());
  const entries = [
    ...topUps.map((topUp) => ({ at: topUp.createdAt, wire: () => wireBalanceTopUp(topUp, settings) })),
    ...visible.map((order) => ({ at: order.createdAt, wire: () => wireOrder(order, esimgo, { withEsims, version }) })),
  ];
  const oldestFirst = entries.filter(({ at }) => filters.every((filter) => filter?.(at) ?? false)).toSorted((a, b) => a.at - b.at);
  const sorted = settings.ordersSort === 'oldest' ? oldestFirst : oldestFirst.toReversed();
  const pageSize = Math.min(asked, settings.mostOrdersPerPage);
  const start = (readCount(c, 'page', 1) - 1) * pageSize;
  const page = sorted.slice(start, start + pageSize).map(({ wire }) => wire());
  if (settings.ordersEnvelope === 'array') return c.json(page);
  if (settings.ordersEnvelope === 'single') return c.json(page[0] ?? {});
  const paging = settings.ordersPaging === 'present' ? { pageCount: Math.ceil(sorted.length / pageSize), rows: sorted.length, pageSize } : {};
  return c.json({ orders: page, ...paging });
}

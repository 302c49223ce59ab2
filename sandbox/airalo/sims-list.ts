import type { Context } from 'hono';
import { refuseFields } from './answers.ts';
import { includesOf, isLike, readDays } from './orders-list.ts';
import { pageOf, readPaging } from './paging.ts';
import type { Airalo } from './state.ts';
import { wireFullSim } from './wire-full-sim.ts';

export function listSims(c: Context, airalo: Airalo) {
  const paging = readPaging(c);
  if (paging instanceof Response) return paging;
  const created = c.req.query('filter[created_at]');
  const days = created ? readDays(created) : null;
  if (created && !days) return refuseFields(c, { 'filter.created_at': 'The filter.created_at format is invalid.' });
  const iccid = c.req.query('filter[iccid]');
  const rows = airalo
    .visibleOrders()
    .filter((order) => !days || (order.createdAt >= days.from && order.createdAt <= days.to))
    .flatMap((order) => order.sims)
    .filter((sim) => !iccid || isLike(sim.iccid, iccid));
  const page = pageOf(rows, paging, { path: '/v1/sims' });
  const include = new Set(includesOf(c));
  if (airalo.settings.simableInList) include.add('order');
  return c.json({ data: page.rows.map((sim) => wireFullSim(sim, include, airalo)), links: page.links, meta: page.meta });
}

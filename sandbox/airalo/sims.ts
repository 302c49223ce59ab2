import type { Context, Hono } from 'hono';
import { notFound, refuseFields, success } from './answers.ts';
import { wireInstructions } from './instructions.ts';
import { includesOf, isLike, readDays } from './orders-list.ts';
import { pageOf, readPaging } from './paging.ts';
import type { Airalo, Sim } from './state.ts';
import { listTopUps } from './top-ups.ts';
import { listHistory, usageReader } from './usage.ts';
import { wireSimable } from './wire-orders.ts';
import { appleUrl, wireSim } from './wire-sims.ts';

export function simsRoutes(app: Hono, airalo: Airalo) {
  const { world, sims } = airalo;
  app.get('/sims', world.faults('airalo', 'sims-list'), (c) => listSims(c, airalo));
  app.get('/sims/', world.faults('airalo', 'sims-list'), (c) => listSims(c, airalo));
  app.get('/sims/:iccid', world.faults('airalo', 'sim'), (c) => {
    const sim = sims.get(c.req.param('iccid'));
    return sim ? c.json(success(wireFullSim(sim, includesOf(c), airalo))) : notFound(c);
  });
  app.get('/sims/:iccid/instructions', world.faults('airalo', 'instructions'), (c) => {
    const sim = sims.get(c.req.param('iccid'));
    return sim ? c.json(success(wireInstructions(sim, c.req.header('Accept-Language') ?? 'en'))) : notFound(c);
  });
  app.get('/sims/:iccid/usage', world.faults('airalo', 'usage'), usageReader(airalo));
  app.get('/sims/:iccid/packages', world.faults('airalo', 'sim-packages'), (c) => listHistory(c, airalo));
  app.get('/sims/:iccid/topups', world.faults('airalo', 'topups'), (c) => listTopUps(c, airalo));
}

function listSims(c: Context, airalo: Airalo) {
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
  const include = includesOf(c);
  return c.json({ data: page.rows.map((sim) => wireFullSim(sim, include, airalo)), links: page.links, meta: page.meta });
}

/** An eSIM on its own, with the parts asked for. */
function wireFullSim(sim: Sim, include: ReadonlySet<string>, { settings }: Airalo) {
  const isRecycled = settings.recycled[sim.iccid] === true;
  const withOrder = [...include].some((name) => name === 'order' || name.startsWith('order.'));
  return {
    ...wireSim(sim, settings, { withApple: false }),
    direct_apple_installation_url: appleUrl(sim),
    brand_settings_name: sim.brand,
    ...(include.has('share') ? { sharing: sim.sharing ?? { link: null, access_code: null } } : {}),
    recycled: isRecycled,
    recycled_at: isRecycled ? '2026-01-01 00:00:00' : null,
    ...(withOrder ? { simable: wireSimable(sim.order, include, settings) } : {}),
  };
}

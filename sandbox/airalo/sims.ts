import type { Context, Hono } from 'hono';
import { changeBrand } from './brand.ts';
import { notFound, refuseFields, success } from './answers.ts';
import { wireInstructions } from './instructions.ts';
import { listSims } from './sims-list.ts';
import { includesOf } from './orders-list.ts';
import type { Airalo, Sim } from './state.ts';
import { listTopUps } from './top-ups.ts';
import { listHistory, usageReader } from './usage.ts';
import { wireFullSim } from './wire-full-sim.ts';

export function simsRoutes(app: Hono, airalo: Airalo) {
  const { world, sims, settings } = airalo;
  // A malformed ICCID is a plain 404, or refused by field: nobody has captured it (§19).
  app.on(['GET', 'PUT'], ['/sims/:iccid', '/sims/:iccid/:part'], async (c, next) => {
    const isMalformed = !/^\d{18,22}$/.test(c.req.param('iccid'));
    return isMalformed && settings.malformedIccid === 422 ? refuseFields(c, { iccid: 'The iccid is invalid.' }) : next();
  });
  const ofSim = (answer: (sim: Sim, c: Context) => object) => (c: Context) => {
    const sim = sims.get(c.req.param('iccid') ?? '');
    return sim ? c.json(success(answer(sim, c))) : notFound(c);
  };
  app.get('/sims', world.faults('airalo', 'sims-list'), (c) => listSims(c, airalo));
  app.get('/sims/', world.faults('airalo', 'sims-list'), (c) => listSims(c, airalo));
  app.get('/sims/:iccid', world.faults('airalo', 'sim'), ofSim((sim, c) => wireFullSim(sim, includesOf(c), airalo)));
  app.get('/sims/:iccid/instructions', world.faults('airalo', 'instructions'), ofSim((sim, c) => wireInstructions(sim, c.req.header('Accept-Language') ?? 'en')));
  app.get('/sims/:iccid/usage', world.faults('airalo', 'usage'), usageReader(airalo));
  app.get('/sims/:iccid/packages', world.faults('airalo', 'sim-packages'), (c) => listHistory(c, airalo));
  app.get('/sims/:iccid/topups', world.faults('airalo', 'topups'), (c) => listTopUps(c, airalo));
  app.put('/sims/:iccid/brand', world.faults('airalo', 'brand'), (c) => changeBrand(c, airalo));
}

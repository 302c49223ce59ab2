import { Hono } from 'hono';
import { stamp } from '../airalo/answers.ts';
import { raiseAlerts } from '../airalo/alerts.ts';
import type { Airalo } from '../airalo/index.ts';
import type { Sim } from '../airalo/state.ts';
import { approveRefund } from '../airalo/refunds.ts';
import { readPackages } from '../airalo/sim-readings.ts';
import type { Controlled } from './controlled.ts';
import { BadRequest, isRecord, readObject } from './read-object.ts';

const USES = { megabytes: 'used', minutes: 'usedMinutes', texts: 'usedTexts' } as const;

/** What Airalo's people and its travellers do, and what its portal shows; see README.md beside this folder. */
export function airaloControls({ airalo }: Pick<Controlled, 'airalo'>): Hono {
  const { settings, tokens, deliveries } = airalo;
  const simOf = (iccid: string): Sim => {
    const sim = airalo.sims.get(iccid);
    if (!sim) throw new BadRequest(`The account has no eSIM ${iccid}.`);
    return sim;
  };
  return new Hono()
    .get('/', (c) => c.json(summary(airalo)))
    .post('/tokens/expire', async (c) => {
      const { clientId } = await readObject(c);
      const dead = [...tokens].filter(([, token]) => clientId === undefined || token.clientId === clientId);
      for (const [token] of dead) tokens.delete(token);
      return c.json({ expired: dead.length });
    })
    .get('/sims/:iccid', (c) => c.json(truth(simOf(c.req.param('iccid')), airalo)))
    .post('/sims/:iccid/use', async (c) => {
      const iccid = c.req.param('iccid');
      simOf(iccid);
      const used = await readObject(c);
      const given = (['megabytes', 'minutes', 'texts'] as const).filter((kind) => typeof used[kind] === 'number' && Number(used[kind]) >= 0);
      if (given.length === 0) throw new BadRequest('Send {"megabytes": …}, {"minutes": …} or {"texts": …}: how much is used by now.');
      for (const kind of given) settings[USES[kind]][iccid] = Number(used[kind]);
      raiseAlerts(airalo);
      await deliveries.settled();
      return c.json(truth(simOf(iccid), airalo));
    })
    .post('/refunds/:id/approve', (c) => {
      const refund = approveRefund(airalo, c.req.param('id'));
      if (!refund) throw new BadRequest('There is no such request for a refund.');
      return c.json(refund);
    })
    .get('/webhooks', async (c) => {
      await deliveries.settled();
      return c.json(deliveries.list());
    })
    .post('/webhooks', async (c) => {
      const { url, body, times } = await readObject(c);
      if (typeof url !== 'string' || !isRecord(body)) throw new BadRequest('Send {"url": "…", "body": {…}}.');
      for (let copy = 0; copy < Number(times ?? 1); copy += 1) deliveries.send(url, body);
      await deliveries.settled();
      return c.json(deliveries.list());
    });
}

function summary({ orders, sims, tokens, settings, subscriptions, futureOrders, refunds }: Airalo) {
  return {
    orders: orders.length,
    sims: sims.size,
    tokens: tokens.size,
    creditUsd: settings.creditUsd,
    subscriptions: [...subscriptions.values()],
    futureOrders: [...futureOrders.values()].map(({ id, status, dueAt, attempts }) => ({ id, status, attempts, dueAt: stamp(dueAt) })),
    refunds,
  };
}

function truth(sim: Sim, airalo: Airalo) {
  const packages = readPackages(sim, airalo).map(({ order, reading }) => ({
    package: order.found.id, orderId: order.id, state: reading.state, remainingMegabytes: order.found.offer.gigabytes === null ? null : reading.remaining, endsAt: reading.endsAt === null ? null : stamp(reading.endsAt),
  }));
  return { iccid: sim.iccid, brand: sim.brand, isRecycled: airalo.settings.recycled[sim.iccid] === true, packages };
}

import { Hono } from 'hono';
import { raiseAlerts } from '../esimgo/alerts.ts';
import type { EsimGo } from '../esimgo/index.ts';
import { readEsim, useData } from '../esimgo/use.ts';
import type { Controlled } from './controlled.ts';
import { BadRequest, isRecord, readObject } from './read-object.ts';

/** What travellers do with eSIM Go's eSIMs, and what its portal shows; see README.md beside this folder. */
export function esimgoControls({ esimgo }: Pick<Controlled, 'esimgo'>): Hono {
  const esimOf = (iccid: string) => {
    const esim = esimgo.esims.get(iccid);
    if (!esim) throw new BadRequest(`The account has no eSIM ${iccid}.`);
    return esim;
  };
  return new Hono()
    .get('/', (c) => c.json({ esims: esimgo.esims.size, orders: esimgo.orders.length, balance: esimgo.settings.balance, callbackUrl: esimgo.settings.callbackUrl }))
    .get('/esims/:iccid', (c) => c.json(truth(c.req.param('iccid'), esimgo)))
    .post('/esims/:iccid/use', async (c) => {
      const esim = esimOf(c.req.param('iccid'));
      const { megabytes } = await readObject(c);
      if (typeof megabytes !== 'number' || !(megabytes >= 0)) throw new BadRequest('Send {"megabytes": …}: how much is used now.');
      useData(esim, megabytes, esimgo);
      raiseAlerts(esimgo);
      await esimgo.callbacks.settled();
      return c.json(truth(esim.iccid, esimgo));
    })
    .get('/callbacks', async (c) => {
      await esimgo.callbacks.settled();
      return c.json(esimgo.callbacks.deliveries());
    })
    .post('/callbacks', async (c) => {
      const { body, times } = await readObject(c);
      if (!isRecord(body)) throw new BadRequest('Send {"body": {…}}.');
      for (let copy = 0; copy < Number(times ?? 1); copy += 1) esimgo.callbacks.send(body);
      await esimgo.callbacks.settled();
      return c.json(esimgo.callbacks.deliveries());
    });

  function truth(iccid: string, from: EsimGo) {
    const bundles = readEsim(esimOf(iccid), from).map(({ assignment, state, quantity, remaining }) => ({
      id: assignment.id, name: assignment.bundle.name, reference: assignment.reference, state, initialBytes: quantity, remainingBytes: remaining,
    }));
    return { iccid, bundles };
  }
}

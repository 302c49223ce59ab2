import { Hono } from 'hono';
import { raiseAlerts } from '../esimgo/alerts.ts';
import { topUpBalance } from '../esimgo/balance.ts';
import type { EsimGo } from '../esimgo/index.ts';
import { moveTo, setMsisdn, setProfile } from '../esimgo/move-esim.ts';
import { profileOf } from '../esimgo/profile-of.ts';
import { isDead, readEsim, useData } from '../esimgo/use.ts';
import type { Controlled } from './controlled.ts';
import { BadRequest, isRecord, readObject } from './read-object.ts';

const STATUSES = ['Released', 'Downloaded', 'Installed', 'Unavailable'];
const TOP_UPS = ['topup', 'autoTopup', 'credit'] as const;

/** What travellers do with eSIM Go's eSIMs, and what its portal does; see README.md beside this folder. */
export function esimgoControls({ esimgo }: Pick<Controlled, 'esimgo'>): Hono {
  const esimOf = (iccid: string) => {
    const esim = esimgo.esims.get(iccid);
    if (!esim) throw new BadRequest(`The account has no eSIM ${iccid}.`);
    return esim;
  };
  return new Hono()
    .get('/', (c) => c.json(account(esimgo)))
    .get('/esims/:iccid', (c) => c.json(truth(esimOf(c.req.param('iccid')), esimgo)))
    .patch('/esims/:iccid', async (c) => {
      const esim = esimOf(c.req.param('iccid'));
      change(esim, await readObject(c), esimgo);
      await esimgo.callbacks.settled();
      return c.json(truth(esim, esimgo));
    })
    .post('/esims/:iccid/use', async (c) => {
      const esim = esimOf(c.req.param('iccid'));
      const { megabytes } = await readObject(c);
      if (typeof megabytes !== 'number' || !(megabytes >= 0)) throw new BadRequest('Send {"megabytes": …}: how much is used now.');
      if (isDead(esim)) throw new BadRequest(`eSIM ${esim.iccid} can use no data: suspended, deactivated or taken back.`);
      useData(esim, megabytes, esimgo);
      raiseAlerts(esimgo);
      await esimgo.callbacks.settled();
      return c.json(truth(esim, esimgo));
    })
    .post('/balance', async (c) => {
      const { amount, kind } = await readObject(c);
      const known = TOP_UPS.find((name) => name === (kind ?? 'topup'));
      if (typeof amount !== 'number' || !(amount > 0) || !known) throw new BadRequest(`Send {"amount": …}, and one of ${TOP_UPS.join(', ')} as "kind".`);
      topUpBalance(amount, known, esimgo);
      await esimgo.callbacks.settled();
      return c.json(account(esimgo));
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
}

type Esim = Parameters<typeof readEsim>[0];

function change(esim: Esim, { profileStatus, country, msisdn }: Record<string, unknown>, esimgo: EsimGo) {
  if (typeof profileStatus === 'string' && !STATUSES.includes(profileStatus)) throw new BadRequest(`profileStatus must be one of ${STATUSES.join(', ')}, or null`);
  if (typeof country === 'string' && !/^[A-Z]{2}$/.test(country)) throw new BadRequest('country must be a code of two letters');
  if (typeof profileStatus === 'string' || profileStatus === null) setProfile(profileStatus, esim, esimgo);
  if (typeof country === 'string') moveTo(country, esim, esimgo);
  if (typeof msisdn === 'string' || msisdn === null) setMsisdn(msisdn, esim, esimgo);
}

const account = ({ esims, orders, stock, settings }: EsimGo) => ({
  esims: esims.size,
  orders: orders.length,
  stock: stock.inDate().map(({ id, bundle, remaining }) => ({ id, name: bundle.name, remaining })),
  balance: settings.balance,
  callbackUrl: settings.callbackUrl,
});

function truth(esim: Esim, esimgo: EsimGo) {
  const { iccid, country, msisdn, isSuspended, deactivatedAt, takenBackAt } = esim;
  const bundles = readEsim(esim, esimgo).map(({ assignment, state, quantity, remaining }) => ({
    id: assignment.id, name: assignment.bundle.name, reference: assignment.reference, state, initialBytes: quantity, remainingBytes: remaining,
  }));
  const isDeactivated = deactivatedAt !== null;
  return { iccid, bundles, profileStatus: profileOf(esim, esimgo).status, country, msisdn, isSuspended, isDeactivated, isTakenBack: takenBackAt !== null };
}

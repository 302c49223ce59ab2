import type { Context, Hono } from 'hono';
import { networksOf } from '../catalogue/networks.ts';
import { denied, iso, refuse } from './answers.ts';
import { noteEvent } from './history.ts';
import { wireNetworks } from './networks.ts';
import { parseBody } from './read-body.ts';
import type { Esim, EsimGo } from './state.ts';
import { readEsim } from './use.ts';
import { withEsim } from './with-esim.ts';

const MOST_CHARACTERS = 160;

/** For support: refresh, SMS and location (§8.8). The refresh is a GET that disconnects the traveller, so the ledger keeps it. */
export function esimToolRoutes(app: Hono, esimgo: EsimGo) {
  const { world } = esimgo;
  const ours = withEsim(esimgo);
  app.get(
    '/esims/:iccid/refresh',
    world.faults('esimgo', 'refresh'),
    ours((c, esim) => {
      noteEvent(esim, 'eSIM Refreshed', { esimgo });
      world.record({ service: 'esimgo', type: 'status-change', reference: esim.iccid, data: { status: 'refreshed' } });
      return c.json({ status: 'Successfully refreshed SIM' });
    }),
  );
  app.post('/esims/:iccid/sms', world.faults('esimgo', 'sms'), ours((c, esim) => sendSms(c, esim, esimgo)));
  app.get('/esims/:iccid/location', world.faults('esimgo', 'location'), ours((c, esim) => locate(c, esim, esimgo)));
}

async function sendSms(c: Context, esim: Esim, { world, settings, callbacks, now }: EsimGo): Promise<Response> {
  const body = parseBody(await c.req.text());
  if (!body) return refuse(c, 400, 'failed to parse request body');
  const { message, from } = body;
  if (typeof message !== 'string' || message === '' || [...message].length > MOST_CHARACTERS) return refuse(c, 400, 'message must have 1 to 160 characters');
  if (typeof from !== 'string' || !settings.smsSenders.includes(from)) return refuse(c, 400, 'invalid sender');
  const { iccid, msisdn } = esim;
  const hasFailed = settings.smsFails[iccid] === true;
  world.record({ service: 'esimgo', type: 'sms', reference: iccid, data: { message, from, hasFailed } });
  if (hasFailed) callbacks.send({ iccid, ...(msisdn === null ? {} : { msisdn }), alertType: 'SMSFailed', timestamp: iso(now()) });
  return c.json({ status: 'sent' });
}

function locate(c: Context, esim: Esim, esimgo: EsimGo): Response {
  const used = readEsim(esim, esimgo).findLast(({ startedAt }) => startedAt !== null);
  const country = esim.country ?? used?.assignment.bundle.destination.codes[0];
  if (country === undefined || (!used && esim.country === null)) {
    if (esimgo.settings.locationUnseen === '403') return denied(c);
    return c.json({ mobileNetworkCode: '', networkName: '', networkBrandName: '', country: '', lastSeen: '' });
  }
  const network = wireNetworks(country)[0];
  const lastSeen = Math.min(esimgo.now(), esim.country === null ? (used?.depletedAt ?? used?.endsAt ?? Infinity) : Infinity);
  return c.json({
    mobileNetworkCode: network?.tagid ?? '',
    networkName: network?.name ?? '',
    networkBrandName: networksOf(country)[0]?.name ?? '',
    country,
    lastSeen: iso(lastSeen),
  });
}

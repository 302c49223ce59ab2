import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Listening, listen } from '../listen.ts';
import { type Sandbox, startSandbox } from '../server.ts';

const BUNDLE = 'esim_1GB_7D_PT_V2';

let sandbox: Sandbox;
let receiver: Listening;
const received: Record<string, unknown>[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  const app = new Hono();
  app.post('/hook', async (c) => {
    received.push(await c.req.json());
    return c.body(null, 200);
  });
  receiver = await listen(app, { host: '127.0.0.1', port: 0 });
});
beforeEach(async () => {
  received.length = 0;
  await send('POST', '/reset');
  await send('PATCH', '/settings/esimgo', { callbackUrl: `http://127.0.0.1:${receiver.port}/hook`, ratePerSecond: 1_000 });
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});

const send = (method: string, path: string, body?: unknown) => fetch(`${sandbox.urls.controls}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => (await send(method, path, body)).json();
const api = (method: string, path: string, body?: object) =>
  fetch(`${sandbox.urls.esimgo}${path}`, { method, headers: { 'X-API-Key': 'sandbox-esimgo-key-0123456789abcdef' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const kinds = () => received.map(({ alertType }) => alertType);

async function newEsim(): Promise<string> {
  const answer = (await (await api('POST', '/v2.4/orders', { type: 'transaction', assign: true, order: [{ item: BUNDLE, quantity: 1 }] })).json()) as { order: { iccids: string[] }[] };
  return answer.order[0]?.iccids[0] ?? '';
}

test('data is used on an eSIM, told by callbacks, and the truth is read', async () => {
  const iccid = await newEsim();
  expect(await ask('POST', `/esimgo/esims/${iccid}/use`, { megabytes: 600 })).toMatchObject({ iccid, profileStatus: 'Installed', bundles: [{ name: BUNDLE, state: 'active', remainingBytes: 400_000_000 }] });
  expect(kinds()).toEqual(['FirstAttachment', 'FirstUse', 'Utilisation']);
  expect(await ask('GET', '/esimgo/callbacks')).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }]);
  expect((await send('POST', `/esimgo/esims/${iccid}/use`, { megabytes: -1 })).status).toBe(400);
  expect((await send('GET', '/esimgo/esims/8900000000000000000')).status).toBe(400);
});

test('a profile, a country and a phone number are set, each wrong value is named', async () => {
  const iccid = await newEsim();
  expect(await ask('PATCH', `/esimgo/esims/${iccid}`, { profileStatus: 'Downloaded', country: 'ES', msisdn: '447700900123' })).toMatchObject({ profileStatus: 'Downloaded', country: 'ES', msisdn: '447700900123' });
  expect(kinds()).toEqual(['CountryChange', 'MSISDNEnabled']);
  expect(await (await api('GET', `/v2.4/esims/${iccid}`)).json()).toMatchObject({ profileStatus: 'Downloaded' });
  expect(await ask('PATCH', `/esimgo/esims/${iccid}`, { profileStatus: null, msisdn: null })).toMatchObject({ profileStatus: 'Released', msisdn: null });
  for (const [body, word] of [[{ profileStatus: 'Lost' }, 'profileStatus'], [{ country: 'Spain' }, 'country']] as const) {
    const answer = await send('PATCH', `/esimgo/esims/${iccid}`, body);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(word)]);
  }
});

test('a suspended eSIM uses no data', async () => {
  const iccid = await newEsim();
  await api('POST', `/v2.5/esims/${iccid}/suspend`, { suspend: true });
  expect((await send('POST', `/esimgo/esims/${iccid}/use`, { megabytes: 1 })).status).toBe(400);
  expect(await ask('GET', `/esimgo/esims/${iccid}`)).toMatchObject({ isSuspended: true, bundles: [{ state: 'queued' }] });
});

test('the balance is topped up as the portal does it, and the account tells its stock', async () => {
  await api('POST', '/v2.4/orders', { type: 'transaction', assign: false, order: [{ item: BUNDLE, quantity: 2 }] });
  for (const kind of [undefined, 'autoTopup', 'credit']) await ask('POST', '/esimgo/balance', { amount: 100, kind });
  expect(kinds()).toEqual(['Topup', 'AutoTopup', 'eSIMGoTopup']);
  expect(await ask('GET', '/esimgo')).toMatchObject({ orders: 1, stock: [{ name: BUNDLE, remaining: 2 }] });
  for (const body of [{ amount: 0 }, { amount: 1, kind: 'gift' }]) expect((await send('POST', '/esimgo/balance', body)).status).toBe(400);
});

test('any callback is sent as often as asked', async () => {
  await ask('POST', '/esimgo/callbacks', { body: { alertType: 'SomethingNew', iccid: '1' }, times: 2 });
  expect(received).toEqual([{ alertType: 'SomethingNew', iccid: '1' }, { alertType: 'SomethingNew', iccid: '1' }]);
  expect((await send('POST', '/esimgo/callbacks', { body: 'text' })).status).toBe(400);
});

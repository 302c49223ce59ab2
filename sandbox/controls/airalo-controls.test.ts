import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { form, JSON_ONLY, CREDENTIALS, PLAN } from '../airalo/partner.ts';
import { openReceiver, type Receiver } from '../airalo/receiver.ts';
import { type Sandbox, startSandbox } from '../server.ts';

let sandbox: Sandbox;
let hook: Receiver;
let headers: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  hook = await openReceiver();
});
beforeEach(async () => {
  sandbox.world.reset();
  hook.received.length = 0;
  headers = { ...JSON_ONLY, Authorization: `Bearer ${await signIn()}` };
});
afterAll(async () => {
  await hook.stop();
  await sandbox.stop();
});

const control = async (method: string, path: string, body?: object) => {
  const answer = await fetch(`${sandbox.urls.controls}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const said: unknown = await answer.json();
  return [answer.status, said] as const;
};
const send = (path: string, fields: Record<string, string>) => fetch(`${sandbox.urls.airalo}/v2${path}`, { method: 'POST', headers, body: form(fields) });
const get = (path: string) => fetch(`${sandbox.urls.airalo}/v2${path}`, { headers });
const signIn = async () => {
  const answer: unknown = await (await fetch(`${sandbox.urls.airalo}/v2/token`, { method: 'POST', body: new URLSearchParams(CREDENTIALS) })).json();
  return z.object({ data: z.object({ access_token: z.string() }) }).parse(answer).data.access_token;
};
const order = z.object({ data: z.object({ id: z.int(), sims: z.array(z.object({ iccid: z.string() })) }) });
const buy = async () => order.parse(await (await send('/orders', { package_id: PLAN, quantity: '1' })).json()).data;
const iccidOf = async () => (await buy()).sims[0]?.iccid ?? '';

test('every token of a client dies on demand', async () => {
  expect((await get('/balance')).status).toBe(200);
  expect(await control('POST', '/airalo/tokens/expire', { clientId: 'somebody else' })).toEqual([200, { expired: 0 }]);
  expect(await control('POST', '/airalo/tokens/expire', {})).toEqual([200, { expired: 1 }]);
  expect((await get('/balance')).status).toBe(401);
});

test('an eSIM is used up on demand, its truth read, and low data told', async () => {
  const iccid = await iccidOf();
  expect((await send('/notifications/opt-in', { type: 'webhook_low_data', webhook_url: hook.url })).status).toBe(200);
  expect(await control('GET', `/airalo/sims/${iccid}`)).toMatchObject([200, { iccid, packages: [{ package: PLAN, state: 'not-active', remainingMegabytes: 1024, endsAt: null }] }]);
  expect(await control('POST', `/airalo/sims/${iccid}/use`, { megabytes: 1_000 })).toMatchObject([200, { packages: [{ state: 'active', remainingMegabytes: 24 }] }]);
  expect(hook.bodies()).toMatchObject(expect.arrayContaining([expect.objectContaining({ level: '75%', iccid }), expect.objectContaining({ level: '90%', iccid })]));
  expect(await control('GET', '/airalo/webhooks')).toMatchObject([200, [{ status: 200, attempt: 1, url: hook.url }, {}]]);
  expect((await control('POST', `/airalo/sims/${iccid}/use`, { bytes: 1 }))[0]).toBe(400);
  expect((await control('GET', '/airalo/sims/1'))[0]).toBe(400);
});

test('a refund is approved, a webhook of any body sent, and the account seen', async () => {
  const iccid = await iccidOf();
  const asked: unknown = await (await send('/refund', { 'iccids[]': iccid, reason: 'NO_COVERAGE' })).json();
  const { refund_id: id } = z.object({ data: z.object({ refund_id: z.string() }) }).parse(asked).data;
  expect(await control('POST', `/airalo/refunds/${id}/approve`)).toMatchObject([200, { status: 'approved', iccids: [iccid] }]);
  expect((await control('POST', '/airalo/refunds/0/approve'))[0]).toBe(400);
  expect(await control('POST', '/airalo/webhooks', { url: hook.url, body: { a: '/' }, times: 2 })).toMatchObject([200, { length: 2 }]);
  expect(hook.posts().map(({ text }) => text)).toEqual([String.raw`{"a":"\/"}`, String.raw`{"a":"\/"}`]);
  expect((await control('POST', '/airalo/webhooks', { url: hook.url }))[0]).toBe(400);
  expect(await control('GET', '/airalo')).toMatchObject([200, { orders: 1, sims: 1, tokens: 1, refunds: [{ id }], creditUsd: 100_000 }]);
});

test('every endpoint has a fault of its own name', async () => {
  const iccid = await iccidOf();
  const sim = `/sims/${iccid}`;
  const calls: [operation: string, ask: () => Promise<Response>][] = [
    ['token', () => send('/token', CREDENTIALS)],
    ['packages', () => get('/packages')],
    ['overrides', () => get('/packages/overrides')],
    ['product-information', () => get(`/packages/${PLAN}/product-information`)],
    ['order', () => send('/orders', {})],
    ['order-async', () => send('/orders-async', {})],
    ['top-up', () => send('/orders/topups', {})],
    ['orders-list', () => get('/orders')],
    ['order-read', () => get('/orders/5000')],
    ['future-order', () => send('/future-orders', {})],
    ['future-orders-list', () => get('/future-orders')],
    ['future-orders-cancel', () => send('/cancel-future-orders', {})],
    ['sims-list', () => get('/sims')],
    ['sim', () => get(sim)],
    ['instructions', () => get(`${sim}/instructions`)],
    ['usage', () => get(`${sim}/usage`)],
    ['sim-packages', () => get(`${sim}/packages`)],
    ['topups', () => get(`${sim}/topups`)],
    ['brand', () => fetch(`${sandbox.urls.airalo}/v2${sim}/brand`, { method: 'PUT', headers, body: form({}) })],
    ['devices', () => get('/compatible-devices-lite')],
    ['devices', () => get('/compatible-devices')],
    ['balance', () => get('/balance')],
    ['voucher-esim', () => send('/voucher/esim', {})],
    ['voucher-airmoney', () => send('/voucher/airmoney', {})],
    ['exchange-rates', () => get('/finance/exchange-rates')],
    ['refund', () => send('/refund', {})],
    ['opt-in', () => send('/notifications/opt-in', {})],
    ['opt-in-read', () => get('/notifications/opt-in')],
    ['opt-out', () => send('/notifications/opt-out', {})],
    ['simulator', () => send('/simulator/webhook', {})],
  ];
  for (const [operation, ask] of calls) {
    await control('POST', '/faults', { service: 'airalo', operation, fault: { kind: 'status', status: 418 } });
    expect([operation, (await ask()).status]).toEqual([operation, 418]);
  }
  await control('POST', '/faults', { service: 'airalo', operation: '*', fault: { kind: 'status', status: 503 }, seconds: 1_800 });
  for (const [operation, ask] of calls) expect([operation, (await ask()).status]).toEqual([operation, 503]);
  await control('POST', '/clock/advance', { seconds: 1_800 });
  expect((await get('/balance')).status).toBe(200);
});

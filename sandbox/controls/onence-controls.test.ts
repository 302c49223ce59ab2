import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Listening, listen } from '../listen.ts';
import { type Sandbox, startSandbox } from '../server.ts';

const SIM = '8988228000000000001';

let sandbox: Sandbox;
let receiver: Listening;
const received: unknown[] = [];

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
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});

const send = (method: string, path: string, body?: unknown) => fetch(`${sandbox.urls.controls}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => (await send(method, path, body)).json();

test('a SIM can be put into any state, and its truth read', async () => {
  expect(await ask('PATCH', `/onence/sims/${SIM}`, { isEnabled: false, remainingMegabytes: 12.5, label: 'hall', expiresAt: '2199-01-01T00:00:00.000Z' })).toMatchObject({
    isEnabled: false, remainingMegabytes: 12.5, label: 'hall', expiresAt: '2199-01-01T00:00:00.000Z', events: [{ kind: 'disabled' }],
  });
  expect(await ask('GET', '/ledger?service=onence&type=status-change')).toMatchObject([{ reference: SIM, data: { status: 'Disabled' } }]);
  expect((await send('GET', '/onence/sims/8988228999999999999')).status).toBe(400);
});

test('a stream gets its address, flushes on demand, and takes any records as often as asked', async () => {
  await send('PATCH', '/settings/onence', { usageStreamUrl: `http://127.0.0.1:${receiver.port}/hook` });
  expect(await ask('POST', '/onence/streams/usage/push', { records: [{ id: 1 }], times: 2 })).toMatchObject({ state: 'RUNNING', sent: 2 });
  expect(received).toEqual([[{ id: 1 }], [{ id: 1 }]]);
  expect(await ask('POST', '/onence/streams/usage/flush')).toHaveProperty('deliveries');
  expect(await ask('POST', '/onence/streams/usage/restart')).toMatchObject({ state: 'RUNNING' });
  expect((await send('GET', '/onence/streams/nothing')).status).toBe(400);
  expect(await ask('GET', '/onence')).toMatchObject({ sims: 250, openOrders: [], events: { state: 'OFF' } });
});

test('reset gives back the fleet, the settings and the counters', async () => {
  await send('PATCH', '/settings/onence', { fleetSize: 10 });
  await send('PATCH', `/onence/sims/${SIM}`, { label: 'changed' });
  await send('POST', '/reset');
  expect(await ask('GET', '/onence')).toMatchObject({ sims: 250, calls: {} });
  expect(await ask('GET', `/onence/sims/${SIM}`)).toMatchObject({ label: 'sensor-0001', events: [] });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, HEALTHY, LOW, openAccount, sim } from './account-client.ts';

let shop: Account;
beforeEach(async () => {
  shop = await openAccount();
});
afterEach(() => shop.stop());

type Sim = { iccid: string; label: string; activation_date: string };
const newestOrder = async () => (await shop.json<Record<string, unknown>[]>('/v1/orders')).at(-1);

test('§3 a 429 may carry a message', async () => {
  shop.patch({ simsPerSecond: 0, rateBody: 'message' });
  expect(await shop.ask('GET', '/v1/sims')).toEqual([429, { message: 'Too Many Requests' }]);
});

test('§5 dates of v1 come without a colon in their offset, or with Z', async () => {
  const stamp = async () => (await shop.json<Sim>(`/v1/sims/${HEALTHY}`)).activation_date;
  expect(await stamp()).toMatch(/\.000\+0000$/);
  shop.patch({ v1Dates: 'z' });
  expect(await stamp()).toMatch(/\.000Z$/);
});

test('§6 q is the whole value, or its beginning', async () => {
  const found = () => shop.json<Sim[]>('/v2/sims?q=ip_address:10.192.0.24&pageSize=100');
  expect(await found()).toHaveLength(1);
  shop.patch({ queryMatch: 'prefix' });
  // .24 and .240 to .249
  expect(await found()).toHaveLength(11);
});

test('§7.2 a v1 update may clear the label it does not name, and insist on its own ICCID', async () => {
  const put = (iccid: string) => shop.send('PUT', `/v1/sims/${HEALTHY}`, { iccid, status: 'Enabled' });
  expect((await put(LOW)).status).toBe(200);
  expect((await shop.json<Sim>(`/v1/sims/${HEALTHY}`)).label).toBe('sensor-0001');
  shop.patch({ missingLabel: 'clear', bodyIccidMismatch: '400' });
  expect((await put(LOW)).status).toBe(400);
  expect((await put(HEALTHY)).status).toBe(200);
  expect((await shop.json<Sim>(`/v1/sims/${HEALTHY}`)).label).toBe('');
});

test('§7.2 a bulk request may have a maximum, stay without events, and not block an update', async () => {
  shop.patch({ bulkMost: 1, bulkEvents: false, conflictWhilePending: false });
  const item = (number: number) => ({ iccid: sim(number), status: 'Enabled' });
  expect((await shop.send('POST', '/v1/sims', [item(1), item(2)])).status).toBe(400);
  expect((await shop.send('POST', '/v1/sims', [item(1)])).status).toBe(201);
  expect((await shop.send('PUT', `/v2/sims/${HEALTHY}`, { label: 'x' })).status).toBe(200);
  await shop.advance(1_500);
  expect(shop.account.find(HEALTHY)?.events).toEqual([]);
});

test('§7.5 usage may come newest first; v2 events may tell their totals; a service may have one limit to choose', async () => {
  const dates = async () => (await shop.json<{ stats: { date: string }[] }>(`/v1/sims/${HEALTHY}/usage`)).stats.map(({ date }) => date);
  const rising = await dates();
  expect(rising).toEqual(rising.toSorted());
  shop.patch({ usageOrder: 'descending', v2EventHeaders: true, selectableLimits: 'object' });
  expect(await dates()).toEqual(rising.toReversed());
  expect((await shop.get(`/v2/sims/${HEALTHY}/events`)).headers.get('X-Total-Count')).not.toBeNull();
  expect(await shop.json('/v1/sims/data/limits')).toMatchObject({ unit: 'MB' });
});

test('§7.10 the package, the method of automatic top-ups and the words of an order can be others', async () => {
  shop.patch({ topUpMegabytes: 100, autoTopupPayment: 'creditcard', pendingOrderStatus: 'IN_PROGRESS', locationBase: 'https://elsewhere.test' });
  await shop.send('POST', '/v2/sims/autoTopup', { enabled: true, iccids: [LOW] });
  expect(shop.world.ledger({ type: 'purchase' })).toMatchObject([{ data: { payment: 'creditcard' } }]);
  expect(await newestOrder()).toMatchObject({ order_status: 'IN_PROGRESS' });
  await shop.advance(3_000);
  expect(await shop.json(`/v2/sims/${LOW}/quota/data`)).toMatchObject({ last_volume_added: 100, accumulated_total_volume: 600 });
  const response = await shop.send('POST', `/v1/sims/${HEALTHY}/topup`);
  expect(response.headers.get('Location')).toMatch(/^https:\/\/elsewhere\.test\/v1\/orders\/\d+$/);
});

test('§9.1 a new order may stay out of the list for a while', async () => {
  shop.patch({ orderVisibleAfterMs: 60_000 });
  const before = await newestOrder();
  const location = (await shop.send('POST', `/v2/sims/${HEALTHY}/topup`)).headers.get('Location');
  expect(await newestOrder()).toEqual(before);
  await shop.advance(60_000);
  expect(String((await newestOrder())?.order_number)).toBe(/\d+$/.exec(location ?? '')?.[0]);
});

test('§7.10 an extension may be refused early, with a message, or be an order of another type', async () => {
  const extend = (more: object = {}) => shop.ask('POST', '/v1/sims/extension', { iccids: [HEALTHY], ...more });
  shop.patch({ extensionOrderType: 'EXTENSION' });
  expect((await extend())[0]).toBe(201);
  expect(await newestOrder()).toMatchObject({ order_type: 'EXTENSION' });
  expect((await extend({ productId: 1002 }))[0]).toBe(201);
  expect(await newestOrder()).toMatchObject({ order_type: 'TARIFF_CHANGE' });
  shop.patch({ extendsEarly: false, extensionError: 'message' });
  expect(await extend()).toEqual([400, { message: 'SIM is not expired.' }]);
});

test('§3 a 429 may say when to come back as a date', async () => {
  shop.patch({ simsPerSecond: 0, retryAfter: 'date' });
  const said = (await shop.get('/v2/sims')).headers.get('Retry-After') ?? '';
  expect(Date.parse(said) - shop.world.now().getTime()).toBeGreaterThan(-1_000);
  expect(said).toMatch(/GMT$/);
});

test('§1.2 SIMs not moved yet are only in v1, moved ones may be only in v2, in lists too', async () => {
  shop.patch({ platform1: { [sim(1)]: true }, platform2: { [sim(2)]: true } });
  const statuses = async (version: string) => Promise.all([1, 2, 3].map(async (number) => (await shop.get(`/${version}/sims/${sim(number)}`)).status));
  expect(await statuses('v1')).toEqual([200, 404, 200]);
  expect(await statuses('v2')).toEqual([404, 200, 200]);
  const listed = async (version: string) => (await shop.json<Sim[]>(`/${version}/sims?pageSize=2`)).map(({ iccid }) => iccid);
  expect(await listed('v1')).toEqual([sim(1), sim(3)]);
  expect(await listed('v2')).toEqual([sim(2), sim(3)]);
  expect((await shop.get('/v2/sims')).headers.get('X-Total-Count')).toBe('249');
});

test('§18 v2 may have got what its specification lacks', async () => {
  const answers = () => Promise.all([
    shop.send('GET', '/v2/sims/limits'), shop.send('GET', '/v2/sims/smsMT/limits'), shop.send('POST', '/v2/sims', [{ iccid: HEALTHY, status: 'Disabled' }]),
    shop.send('POST', '/v2/sims/topup', [HEALTHY]), shop.send('POST', '/v2/sims/extension', { iccids: [HEALTHY] }), shop.send('GET', `/v2/sims/${HEALTHY}/connectivity_info`),
  ].map(async (response) => (await response).status));
  expect(await answers()).toEqual([404, 404, 404, 404, 404, 404]);
  shop.patch({ v2Extras: 'there' });
  expect(await answers()).toEqual([200, 200, 201, 201, 201, 200]);
});

test('§8 v2 usage may answer other days than asked, and §7.1 quota states other words', async () => {
  const stats = async () => (await shop.json<{ stats: { date: string }[] }>(`/v2/sims/${HEALTHY}/usage?start_dt=2020-01-01&end_dt=2020-01-02`)).stats.length;
  expect(await stats()).toBe(0);
  shop.patch({ v2UsageRange: 'ignored', quotaStatusTexts: ['ok', 'low', 'gone'] });
  expect(await stats()).toBeGreaterThan(5);
  expect(await shop.json(`/v2/sims/${HEALTHY}`)).toMatchObject({ quota_status: { description: 'ok' } });
});

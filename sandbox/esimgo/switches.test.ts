import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
  shop.patch({ firstUseAfterMs: 36_500 * DAY });
});

const newEsim = async () => (await shop.buy()).order[0]?.iccids?.[0] ?? '';
const item = { type: 'bundle', quantity: 1, item: BUNDLE };
const order = (more: object = {}) => shop.call('POST', '/orders', { type: 'transaction', assign: true, order: [item], ...more });
const status = async (answer: Promise<[number, unknown]>) => (await answer)[0];

test('§1 prices and balance may be whole, and an order costs what the catalogue says', async () => {
  const price = async () => z.object({ price: z.number() }).parse(await shop.json(`/catalogue/bundle/${BUNDLE}`)).price;
  expect(Number.isInteger(await price())).toBe(false);
  shop.patch({ pricesAs: 'integer' });
  expect(Number.isInteger(await price())).toBe(true);
  expect((await shop.buy()).total).toBe(await price());
  shop.patch({ balance: 12.75, balanceAs: 'integer' });
  expect(await shop.json('/organisation')).toMatchObject({ organisations: [{ balance: 12 }] });
});

test('§1 roaming is a list of countries, a boolean or null', async () => {
  const roaming = async () => z.object({ roamingEnabled: z.unknown() }).parse(await shop.json('/catalogue/bundle/esim_1GB_7D_FR_V2')).roamingEnabled;
  expect(await roaming()).toMatchObject([{ name: 'Monaco', iso: 'MC' }]);
  shop.patch({ roamingAs: 'boolean' });
  expect(await roaming()).toBe(true);
  shop.patch({ roamingAs: 'null' });
  expect(await roaming()).toBeNull();
});

test('§23 a page may have another maximum, and more may be refused', async () => {
  shop.patch({ mostPerPage: 20 });
  expect(await shop.json('/catalogue?perPage=1000')).toMatchObject({ pageSize: 20 });
  shop.patch({ perPageTooBig: '400' });
  expect((await shop.get('/catalogue?perPage=1000')).status).toBe(400);
});

test('§23 a page of orders may have a maximum, and more may be refused', async () => {
  for (let n = 0; n < 3; n += 1) await shop.buy();
  shop.patch({ mostOrdersPerPage: 2 });
  const page = async (n: number) => z.object({ orders: z.array(z.unknown()) }).parse(await shop.json(`/orders?limit=100&page=${n}`)).orders.length;
  expect([await page(1), await page(2), await page(3)]).toEqual([2, 2, 0]);
  shop.patch({ perPageTooBig: '400' });
  expect([(await shop.get('/orders?limit=100')).status, (await shop.get('/orders?limit=2')).status]).toEqual([400, 200]);
});

test('§13 networks are filed under codes, or under names', async () => {
  expect(await shop.json('/networks?countries=Portugal')).toMatchObject({ countryNetworks: [{ name: 'PT', networks: [{ tagid: 'PTXA1' }, {}] }] });
  shop.patch({ networkNames: 'name' });
  expect(await shop.json('/networks?isos=PT')).toMatchObject({ countryNetworks: [{ name: 'Portugal' }] });
});

test('§3 a bad key may be 401 in plain text, on orders alone', async () => {
  shop.patch({ apiKey: 'another', badKeyOnOrders: 401 });
  const answer = await shop.ask();
  expect([answer.status, await answer.text()]).toEqual([401, 'access denied']);
  expect((await shop.get('/orders')).status).toBe(403);
});

test('§23 each refusal may have another status', async () => {
  shop.patch({ badOrderStatus: 403, unknownBundleStatus: 400, foreignIccidStatus: 400, unknownOrderStatus: 400, incompatibleStatus: 403, incompatible: { [BUNDLE]: true } });
  expect(await status(order({ type: 'buy' }))).toBe(403);
  expect(await status(order({ order: [{ ...item, item: 'esim_x' }] }))).toBe(400);
  expect(await status(order({ order: [{ ...item, iccids: ['8900000000000000000'] }] }))).toBe(400);
  expect((await shop.get('/orders/some')).status).toBe(400);
  expect(await status(order({ order: [{ ...item, iccids: [await newEsim()] }] }))).toBe(403);
});

test('§7.2 a dry run may answer 200 that it is not valid, and may look at the balance', async () => {
  shop.patch({ validateFailure: 'valid-false' });
  expect(await order({ type: 'validate', order: [{ ...item, item: 'esim_x' }] })).toMatchObject([200, { valid: false, message: 'no bundles available' }]);
  expect(await status(order({ order: [{ ...item, item: 'esim_x' }] }))).toBe(403);
  shop.patch({ balance: 0, validateChecksBalance: true });
  expect(await order({ type: 'validate' })).toMatchObject([200, { valid: false, message: 'Failed to process Order. No payment taken.' }]);
});

test('§7.1 `Order` is understood, or not', async () => {
  const body = { type: 'transaction', assign: true, Order: [item] };
  expect(await status(shop.call('POST', '/orders', body))).toBe(200);
  shop.patch({ keysOfAnyCase: false });
  expect(await shop.call('POST', '/orders', body)).toEqual([400, { message: 'Order must contain Order Items' }]);
  expect(await status(order())).toBe(200);
});

test('§23 an order in preparation has empty lists, none, or is answered with 503; its status has any name', async () => {
  shop.patch({ assignDelayMs: 60_000, pendingStatus: 'queued', pendingAnswer: 'absent' });
  const [, pending] = await order();
  expect(pending).toMatchObject({ status: 'queued' });
  expect(pending).not.toHaveProperty('order.0.esims');
  shop.patch({ pendingAnswer: '503' });
  const answer = await shop.ask();
  expect([answer.status, answer.headers.get('Retry-After'), answer.headers.get('Content-Type')]).toEqual([503, '2', expect.stringContaining('text/plain')]);
  expect(shop.world.ledger({ service: 'esimgo', type: 'purchase' })).toHaveLength(2);
});

test('§20 an order may call its reference `reference`, its texts and fields may be older', async () => {
  shop.patch({ orderReferenceKey: 'reference', newerOrderFields: false, statusWording: 'spec' });
  const [, answer] = await order();
  expect(answer).toMatchObject({ reference: expect.stringMatching(/^[0-9a-f-]{36}$/), statusMessage: 'Order completed: 1 eSIM assigned' });
  for (const field of ['orderReference', 'sourceIP', 'order.0.AllowReassign']) expect(answer).not.toHaveProperty(field);
});

test('§7.3 an SM-DP+ address may come with a scheme everywhere', async () => {
  shop.patch({ smdpAs: 'url' });
  const { order: items, orderReference } = await shop.buy();
  expect(items[0]?.esims?.[0]?.smdpAddress).toMatch(/^http:\/\//);
  expect(await shop.json(`/esims/${items[0]?.iccids?.[0]}`)).toMatchObject({ smdpAddress: expect.stringMatching(/^http:\/\//) });
  expect(await (await shop.get(`/esims/assignments/${orderReference}`)).text()).toContain(',http://');
});

test('§23 the list of orders may be the oldest first, with its pages counted, a bare array, or one object', async () => {
  const first = await shop.buy();
  shop.world.advance(1_000);
  await shop.buy();
  shop.patch({ ordersSort: 'oldest', ordersPaging: 'present' });
  expect(await shop.json('/orders?limit=2&page=1')).toMatchObject({ orders: [{ order: [{ type: 'topup' }] }, { orderReference: first.orderReference }], pageCount: 2, rows: 3, pageSize: 2 });
  shop.patch({ ordersEnvelope: 'array' });
  expect(await shop.json('/orders')).toHaveLength(3);
  shop.patch({ ordersEnvelope: 'single', ordersSort: 'newest' });
  expect(await shop.json('/orders')).toMatchObject({ orderReference: expect.any(String) });
});

test('§8.1 assignments may be JSON or ZIP when nothing is asked for, and an older list', async () => {
  const { orderReference, order: items } = await shop.buy();
  const path = `/esims/assignments?reference=${orderReference}`;
  const type = async (accept: string) => (await shop.get(path, { Accept: accept })).headers.get('Content-Type');
  shop.patch({ assignmentsDefault: 'zip' });
  expect([await type('*/*'), await type('text/csv')]).toEqual(['application/zip', 'text/csv']);
  shop.patch({ assignmentsDefault: 'json', assignmentsJson: 'array' });
  expect(await (await shop.get(path)).json()).toHaveLength(1);
  shop.patch({ assignmentsJson: 'legacy' });
  const { iccid, matchingId, smdpAddress } = items[0]?.esims?.[0] ?? {};
  expect(await shop.json(path)).toEqual([{ iccid, matchingId, rspUrl: smdpAddress, bundle: BUNDLE, reference: orderReference }]);
});

test('§20 a sheet may be quoted with four columns, or name the host and a picture apart', async () => {
  const { orderReference } = await shop.buy();
  const header = async () => (await (await shop.get(`/esims/assignments/${orderReference}`)).text()).split('\n')[0];
  shop.patch({ csv: 'quoted' });
  expect(await header()).toBe('"ICCID","Matching ID","RSP URL","Bundle"\r');
  shop.patch({ csv: 'seed' });
  expect(await header()).toBe('ICCID,Matching ID,SMDP Address,RSP URL,Bundle');
});

test('§8.1 "not yet" may be 500, or nothing at all', async () => {
  shop.patch({ assignDelayMs: 60_000, pendingAs: '500' });
  const { orderReference } = await shop.buy();
  const read = async () => shop.get(`/esims/assignments?reference=${orderReference}`);
  expect((await read()).status).toBe(500);
  shop.patch({ pendingAs: 'empty' });
  const empty = await read();
  expect([empty.status, await empty.text()]).toEqual([200, '']);
});

test('§8.5 before it is installed the time is null, absent or 0; afterwards milliseconds, in assignments text or milliseconds', async () => {
  const { order: items, orderReference } = await shop.buy();
  const iccid = items[0]?.iccids?.[0] ?? '';
  const esim = () => shop.json(`/esims/${iccid}`);
  expect(await esim()).toMatchObject({ profileStatus: 'Released', firstInstalledDateTime: null });
  shop.patch({ notInstalledAs: 'zero' });
  expect(await esim()).toMatchObject({ firstInstalledDateTime: 0 });
  shop.patch({ notInstalledAs: 'absent' });
  expect(await esim()).not.toHaveProperty('firstInstalledDateTime');
  shop.profile(iccid, 'Installed');
  const assigned = () => shop.json(`/esims/assignments?reference=${orderReference}`);
  expect(await esim()).toMatchObject({ profileStatus: 'Installed', firstInstalledDateTime: expect.any(Number) });
  expect(await assigned()).toMatchObject({ firstInstalledDateTime: expect.stringMatching(/Z$/) });
  shop.patch({ assignmentsInstalledAs: 'ms' });
  expect(await assigned()).toMatchObject({ firstInstalledDateTime: expect.any(Number) });
});

test('§9.1 times of a bundle in use may be left to v2.5; a history may be one event; lists may be without pages and strict', async () => {
  const iccid = await newEsim();
  await shop.use(iccid, 1);
  expect((await shop.bundles(iccid))[0]).toHaveProperty('startTime');
  shop.patch({ bundleTimes: 'v2.5', historyAs: 'object', esimsPaging: 'absent', esimsPerPage: 'listed' });
  expect((await shop.bundles(iccid))[0]).not.toHaveProperty('startTime');
  expect(await shop.json(`/esims/${iccid}/history`)).toMatchObject({ name: 'eSIM First Use', bundleName: BUNDLE });
  expect(Object.keys((await shop.json('/esims?perPage=25')) as object)).toEqual(['esims']);
  expect((await shop.get('/esims?perPage=20')).status).toBe(400);
});

test('the catalogue may be of any size and dearer, and an order costs so', async () => {
  const { total } = await shop.buy();
  shop.patch({ plans: 3_000, priceFactor: 2 });
  expect(await shop.json('/catalogue')).toMatchObject({ rows: 3_000 });
  expect((await shop.buy()).total).toBeCloseTo(total * 2, 1);
});

test('§7.1 fewer bundles may be enough to be prepared later, for longer, or none', async () => {
  shop.patch({ asyncAbove: 1, asyncMs: 60_000 });
  const { orderReference, status: first } = await shop.buy({ quantity: 2 });
  expect([first, (await shop.buy()).status]).toEqual(['processing', 'completed']);
  shop.world.advance(59_000);
  expect(await shop.json(`/orders/${orderReference}`)).toMatchObject({ status: 'processing' });
  shop.world.advance(1_000);
  expect(await shop.json(`/orders/${orderReference}`)).toMatchObject({ status: 'completed' });
  shop.patch({ asyncAbove: 0 });
  expect((await shop.buy({ quantity: 10 })).status).toBe('completed');
});

test('§9.4, §12 the window of refunds and the bounds of payments may be others', async () => {
  shop.patch({ leastTopUp: 10, mostTopUpPerDay: 20, refundWindowDays: 1 });
  const pay = (amount: number) => status(shop.call('POST', `/organisation/balance?amount=${amount}`));
  expect([await pay(9), await pay(15), await pay(10)]).toEqual([400, 200, 400]);
  const iccid = await newEsim();
  shop.world.advance(2 * DAY);
  expect(await status(shop.call('DELETE', `/esims/${iccid}/bundles/${BUNDLE}`))).toBe(400);
});

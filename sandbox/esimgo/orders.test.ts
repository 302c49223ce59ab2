import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
});

const ledger = () => shop.world.ledger({ service: 'esimgo', type: 'purchase' });

test('validate prices an order and buys nothing', async () => {
  const answer: unknown = await (await shop.ask({ quantity: 2 }, 'validate')).json();
  expect(answer).toMatchObject({ valid: true, currency: 'USD', assigned: true, order: [{ item: BUNDLE, quantity: 2, AllowReassign: false }] });
  expect(answer).not.toHaveProperty('orderReference');
  expect(ledger()).toEqual([]);
});

test('a transaction hands out eSIMs at once, lowers the balance and lands in the ledger', async () => {
  shop.patch({ balance: 100 });
  const bought = await shop.buy({ quantity: 2 });
  expect(bought).toMatchObject({ status: 'completed', statusMessage: 'Order completed: 2 eSIMs assigned', assigned: true });
  expect(bought.orderReference).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(bought.createdDate).toMatch(/\.\d{9}Z$/);
  const [item] = bought.order;
  expect(item?.esims?.map(({ iccid }) => iccid)).toEqual(item?.iccids);
  expect(new Set(item?.iccids).size).toBe(2);
  expect(await shop.json('/organisation')).toMatchObject({ organisations: [{ balance: Number((100 - bought.total).toFixed(2)) }] });
  expect(ledger()).toMatchObject([{ reference: bought.orderReference, data: { item: BUNDLE, quantity: 2, iccids: item?.iccids } }]);
});

test('without assign the bundles go into stock', async () => {
  const answer: unknown = await (await shop.send('POST', '/orders', { type: 'transaction', Order: [{ item: BUNDLE, quantity: 1 }] })).json();
  expect(answer).toMatchObject({ assigned: false, order: [{ iccids: [] }] });
  expect(answer).not.toHaveProperty('order.0.esims');
});

const item = { type: 'bundle', quantity: 1, item: BUNDLE };
test.each([
  ['text that is no JSON', '{', 400, 'failed to parse request body'],
  ['no type', { order: [item] }, 400, 'Invalid Order type'],
  ['no items', { type: 'transaction', order: [] }, 400, 'Order must contain Order Items'],
  ['eleven pieces', { type: 'transaction', assign: true, order: [{ ...item, quantity: 11 }] }, 400, expect.any(String)],
  ['half a piece', { type: 'transaction', assign: true, order: [{ ...item, quantity: 0.5 }] }, 400, expect.any(String)],
  ['an unknown bundle', { type: 'transaction', order: [{ ...item, item: 'esim_x' }] }, 403, 'no bundles available'],
  ['a foreign eSIM', { type: 'transaction', assign: true, order: [{ ...item, iccids: ['8900000000000000000'] }] }, 403, 'access denied'],
  ['more eSIMs than pieces', { type: 'transaction', assign: true, order: [{ ...item, iccids: ['1', '2'] }] }, 400, expect.any(String)],
])('an order with %s is refused', async (_name, body: unknown, status, message: unknown) => {
  const answer = await shop.send('POST', '/orders', body);
  expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  expect(ledger()).toEqual([]);
});

test('an empty balance takes no payment, and validate does not notice', async () => {
  shop.patch({ balance: 0.5 });
  expect((await shop.ask({}, 'validate')).status).toBe(200);
  const answer = await shop.ask();
  expect([answer.status, await answer.json()]).toEqual([400, { message: 'Failed to process Order. No payment taken.' }]);
  shop.patch({ plainTextErrors: true, insufficientStatus: 503 });
  const plain = await shop.ask();
  expect([plain.status, await plain.text()]).toEqual([503, 'Failed to process Order. No payment taken.']);
  expect(ledger()).toEqual([]);
});

test('one bundle alone may be refused or prepared slowly', async () => {
  shop.patch({ refusals: { [BUNDLE]: { status: 400, message: 'Failed to process Order. No payment taken.' } }, assignDelays: { esim_2GB_15D_PT_V2: 60_000 } });
  expect((await shop.ask()).status).toBe(400);
  expect(await shop.buy({ item: 'esim_2GB_15D_PT_V2' })).toMatchObject({ status: 'processing', assigned: false });
  expect(await shop.buy({ item: 'esim_3GB_30D_PT_V2' })).toMatchObject({ status: 'completed' });
});

test('a withdrawn bundle leaves the catalogue and cannot be ordered', async () => {
  shop.patch({ withdrawn: { [BUNDLE]: true } });
  expect((await shop.ask()).status).toBe(403);
  expect((await shop.get(`/catalogue/bundle/${BUNDLE}`)).status).toBe(403);
});

test('the list finds orders by the time they were made, hides eSIMs unless asked, and holds balance top-ups too', async () => {
  const first = await shop.buy();
  shop.world.advance(60_000);
  const between = shop.world.now().toISOString();
  shop.world.advance(60_000);
  const second = await shop.buy();
  const references = async (query: string) => (await shop.orders(query)).map(({ orderReference }) => orderReference);
  expect((await references('')).slice(0, 2)).toEqual([second.orderReference, first.orderReference]);
  expect(await references(`createdAt=gte:${between}`)).toEqual([second.orderReference]);
  const window = new Date(Date.parse(first.createdDate) - 2_000).toISOString();
  expect(await references(`createdAt=gte:${window}&createdAt=lte:${between}`)).toEqual([first.orderReference]);
  expect((await shop.get('/orders?createdAt=gte:soon')).status).toBe(400);
  expect((await shop.orders()).at(-1)).toMatchObject({ order: [{ type: 'topup' }] });
  expect((await shop.orders('limit=1&page=2'))[0]?.orderReference).toBe(first.orderReference);
  expect((await shop.orders())[0]?.order[0]).not.toHaveProperty('esims');
  expect((await shop.orders('includeIccids=true'))[0]?.order[0]?.esims).toEqual(second.order[0]?.esims);
});

test('an order may enter the list late; it is read by reference at once, an unknown one is 403', async () => {
  shop.patch({ visibilityDelayMs: 30_000 });
  const { orderReference } = await shop.buy();
  const references = async () => (await shop.orders()).map((order) => order.orderReference);
  expect(await references()).not.toContain(orderReference);
  expect(await shop.json(`/orders/${orderReference}`)).toMatchObject({ orderReference, status: 'completed' });
  shop.world.advance(30_000);
  expect(await references()).toContain(orderReference);
  expect((await shop.get('/orders/5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01')).status).toBe(403);
});

test('faults of `order` spare the dry run before it', async () => {
  shop.world.faultQueue.add({ service: 'esimgo', operation: 'order', fault: { kind: 'garbage', body: 'oops' } });
  shop.world.faultQueue.add({ service: 'esimgo', operation: 'validate', fault: { kind: 'status', status: 500 } });
  expect((await shop.ask({}, 'validate')).status).toBe(500);
  expect((await shop.ask({}, 'validate')).status).toBe(200);
  expect(await (await shop.ask()).text()).toBe('oops');
  expect(ledger()).toHaveLength(1);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, EXPIRED, HEALTHY, LOW, openAccount, sim } from './account-client.ts';

const DAY = 86_400_000;

let shop: Account;
beforeEach(async () => {
  shop = await openAccount();
});
afterEach(() => shop.stop());

type Order = Record<string, unknown> & { order_number: number; order_status: string; sims: { iccid: string }[] };
const orderAt = async (response: Response) => shop.json<Order>(`/v1/orders/${/\d+$/.exec(response.headers.get('Location') ?? '')?.[0]}`);
const quota = (iccid: string) => shop.json<Record<'volume' | 'total_volume' | 'accumulated_total_volume' | 'last_volume_added', number>>(`/v2/sims/${iccid}/quota/data`);

test('§7.10 a top-up is an order: 201, no body, its number in Location, and the quota rises when it is worked off', async () => {
  const before = await quota(HEALTHY);
  const response = await shop.send('POST', `/v1/sims/${HEALTHY}/topup?payment_method=creditcard`);
  expect([response.status, await response.text()]).toEqual([201, '']);
  expect(response.headers.get('Location')).toMatch(/^https:\/\/api\.1nce\.com\/management-api\/v1\/orders\/\d+$/);
  expect(await orderAt(response)).toMatchObject({ order_type: 'TOPUP', order_status: 'PENDING', invoice_amount: '16.66', sims: [{ iccid: HEALTHY }] });
  expect((await quota(HEALTHY)).accumulated_total_volume).toBe(500);
  await shop.advance(3_000);
  expect((await orderAt(response)).order_status).toBe('COMPLETED');
  const after = await quota(HEALTHY);
  expect(after).toMatchObject({ accumulated_total_volume: 1_000, last_volume_added: 500 });
  expect(after.volume).toBeCloseTo(before.volume + 500, 2);
  expect(after.total_volume).toBeCloseTo(before.volume + 500, 2);
  expect(shop.world.ledger({ service: 'onence', type: 'purchase' })).toMatchObject([{ data: { type: 'TOPUP', payment: 'creditcard', iccids: [HEALTHY] } }]);
});

test('§7.10 bank transfer is the default and takes days; unpaid it never completes', async () => {
  shop.patch({ unpaid: { [sim(2)]: true } });
  const paid = await shop.send('POST', `/v2/sims/${HEALTHY}/topup`);
  const unpaid = await shop.send('POST', `/v2/sims/${sim(2)}/topup?payment_method=`);
  await shop.advance(DAY);
  expect((await orderAt(paid)).order_status).toBe('PENDING');
  await shop.advance(DAY);
  expect((await orderAt(paid)).order_status).toBe('COMPLETED');
  await shop.advance(90 * DAY);
  expect((await orderAt(unpaid)).order_status).toBe('PENDING');
  expect((await quota(sim(2))).accumulated_total_volume).toBe(500);
});

test('§1.1, §8 the Location of v2 names v2/orders, or v1/orders when switched; there is no v2 order', async () => {
  const of = async () => (await shop.send('POST', `/v2/sims/${HEALTHY}/topup`)).headers.get('Location');
  const first = await of();
  expect(first).toContain('/v2/orders/');
  expect((await shop.get(`/v2/orders/${/\d+$/.exec(first ?? '')?.[0]}`)).status).toBe(404);
  shop.patch({ topUpLocationV2: 'v1' });
  expect(await of()).toContain('/v1/orders/');
});

test('§7.10 an unknown method of payment is refused with a message, or silently a bank transfer', async () => {
  expect(await shop.ask('POST', `/v1/sims/${HEALTHY}/topup?payment_method=cash`)).toEqual([400, { message: 'Payment method used is not valid.' }]);
  expect(shop.world.ledger({ type: 'purchase' })).toEqual([]);
  shop.patch({ invalidPayment: 'banktransfer' });
  expect((await shop.send('POST', `/v1/sims/${HEALTHY}/topup?payment_method=cash`)).status).toBe(201);
  expect(shop.world.ledger({ type: 'purchase' })).toMatchObject([{ data: { payment: 'banktransfer' } }]);
});

test('§7 a bulk top-up is one order for all, or 403 when one SIM is foreign', async () => {
  const response = await shop.send('POST', '/v1/sims/topup?payment_method=creditcard', [HEALTHY, LOW]);
  expect(await orderAt(response)).toMatchObject({ order_type: 'BULK_TOPUP', products: [{ quantity: 2 }] });
  expect(await shop.ask('POST', '/v1/sims/topup', [HEALTHY, sim(9_999)])).toEqual([403, '']);
  expect((await shop.send('POST', '/v2/sims/topup', [HEALTHY])).status).toBe(404);
});

test('an answer that is lost leaves its order: acting and hanging up', async () => {
  shop.world.faultQueue.add({ service: 'onence', operation: 'topup', fault: { kind: 'act-then-hang-up' }, match: HEALTHY });
  await expect(shop.send('POST', `/v2/sims/${HEALTHY}/topup?payment_method=creditcard`)).rejects.toThrow();
  const orders = await shop.json<Order[]>('/v1/orders');
  expect(orders.at(-1)).toMatchObject({ order_type: 'TOPUP', sims: [{ iccid: HEALTHY }] });
});

test('§7.10 automatic top-up orders once when the quota runs low', async () => {
  expect(await shop.ask('POST', '/v1/sims/autoTopup', { enabled: true, iccids: [LOW, HEALTHY] })).toEqual([201, '']);
  const purchases = () => shop.world.ledger({ type: 'purchase' }).map(({ data }) => data.iccids);
  expect(purchases()).toEqual([[LOW]]);
  await shop.advance(DAY);
  expect((await quota(LOW)).accumulated_total_volume).toBe(1_000);
  expect(purchases()).toEqual([[LOW]]);
  expect((await shop.send('POST', '/v2/sims/autoTopup', { enabled: false, iccids: [LOW] })).status).toBe(201);
  shop.patch({ v2AutoTopup: 'absent' });
  expect((await shop.send('POST', '/v2/sims/autoTopup', { enabled: false, iccids: [LOW] })).status).toBe(404);
});

test('§7.10 extension is the one call an expired SIM takes: ten years and a package more', async () => {
  expect(await shop.ask('POST', `/v1/sims/${EXPIRED}/topup`)).toEqual([422, '']);
  expect(await shop.ask('POST', '/v1/sims/extension?payment_method=cash', { iccids: [EXPIRED] })).toEqual([400, '']);
  expect((await shop.send('POST', '/v1/sims/extension?payment_method=creditcard', { iccids: [EXPIRED] })).status).toBe(201);
  await shop.advance(3_000);
  expect(await shop.ask('GET', `/v1/sims/${EXPIRED}`)).toMatchObject([200, { iccid: EXPIRED }]);
  const [, quotaNow] = await shop.ask('GET', `/v2/sims/${EXPIRED}/quota/data`);
  expect(quotaNow).toMatchObject({ status: { description: 'ACTIVE' }, accumulated_total_volume: 1_000 });
});

test('§7.10 a SIM nobody extended for 18 months is deleted', async () => {
  await shop.advance(530 * DAY);
  expect((await shop.get(`/v2/sims/${EXPIRED}`)).status).toBe(404);
  expect((await shop.get('/v2/sims')).headers.get('X-Total-Count')).toBe('245');
});

test('§9.1 orders come oldest first, at most ten a page, without totals: the newest is on the last page', async () => {
  shop.patch({ pastOrders: 24 });
  await shop.send('POST', `/v2/sims/${HEALTHY}/topup`);
  const response = await shop.get('/v1/orders?page=3&sort=-order_date');
  expect([...response.headers.keys()].filter((name) => name.startsWith('x-'))).toEqual([]);
  const page = (await response.json()) as Order[];
  expect(page).toHaveLength(6);
  expect(page.at(-1)).toMatchObject({ sims: [{ iccid: HEALTHY, _links: [{ href: `https://api.1nce.com/api/v1/sims/${HEALTHY}` }] }] });
  expect(await shop.json<Order[]>('/v1/orders?page=4')).toEqual([]);
  expect((await shop.get('/v1/orders?pageSize=11')).status).toBe(400);
});

test('§9.2 an order of SIM cards names no number and echoes no reference; its cards join the fleet later', async () => {
  const body = { products: [{ productId: 1001, quantity: 2 }], customer_reference: 'shop-1042' };
  expect(await shop.ask('POST', '/v1/orders', body)).toEqual([200, body]);
  const ordered = (await shop.json<Order[]>('/v1/orders')).at(-1);
  expect(ordered).toMatchObject({ order_type: 'ADDITIONAL_ORDER', sims: [] });
  expect(JSON.stringify(ordered)).not.toContain('shop-1042');
  await shop.advance(2 * DAY);
  expect(await shop.ask('GET', `/v2/sims/${sim(252)}`)).toMatchObject([200, { status: 'Disabled' }]);
  shop.patch({ orderAnswer: 'created' });
  expect(await shop.ask('POST', '/v1/orders', body)).toEqual([201, '']);
  expect((await shop.send('POST', '/v1/orders', { products: [{ productId: 1, quantity: 1 }] })).status).toBe(400);
});

test('§10, §11 products are SIM articles; support shows one case a page unless asked for more', async () => {
  expect(await shop.json('/v1/products')).toMatchObject([{ id: 1001, min_contract_duration: 120 }, {}, {}]);
  for (const subject of ['first', 'second']) await shop.send('POST', '/v1/support', { replyToMail: 'a@example.com', senderName: 'A', subject, text: '…' });
  expect(await shop.json('/v1/support')).toMatchObject([{ subject: 'first', status: 'OPEN' }]);
  expect(await shop.json('/v1/support?pageSize=100')).toHaveLength(2);
});

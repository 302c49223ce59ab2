import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createPartner, DAY, type Partner, PLAN } from './partner.ts';
import { openReceiver, type Receiver } from './receiver.ts';

let shop: Partner;
let hook: Receiver;
beforeAll(async () => {
  hook = await openReceiver();
});
beforeEach(async () => {
  shop = await createPartner();
  hook.received.length = 0;
  hook.answers.HEAD = 200;
});
// A try that is still to come would reach the next test's address.
afterEach(() => shop.airalo.timers.clear());
afterAll(() => hook.stop());

const accepted = z.object({ data: z.object({ request_id: z.string().regex(/^[\w-]{25}$/) }).loose() });
const settle = async (ms: number) => {
  shop.world.advance(ms);
  await shop.airalo.deliveries.settled();
};
const orderLater = async (fields: object = {}) => accepted.parse(await (await shop.json({ package_id: PLAN, quantity: 2, webhook_url: hook.url, ...fields }, '/v2/orders-async')).json()).data.request_id;
const dueIn = (days: number) => shop.world.now().getTime() + days * DAY;
const minute = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
const plan = (fields: object = {}) => shop.json({ package_id: PLAN, quantity: 1, due_date: minute(dueIn(5)), webhook_url: hook.url, description: 'planned', ...fields }, '/v2/future-orders');
const planId = async (fields: object = {}) => accepted.parse(await (await plan(fields)).json()).data.request_id;
const listed = async (query = '') => (await shop.list(`/v2/future-orders?${query}`)).data.map((row) => row.request_id);

test('an asynchronous order is accepted with 202, made after a while, and told with its request id at the root', async () => {
  const answer = await shop.json({ package_id: PLAN, quantity: 2, webhook_url: hook.url, description: 'later' }, '/v2/orders-async');
  expect([answer.status, await answer.json()]).toEqual([
    202,
    { data: { request_id: expect.stringMatching(/^[\w-]{25}$/), accepted_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) }, meta: { message: 'success' } },
  ]);
  expect((await shop.list('/v2/orders')).data).toEqual([]);
  await settle(2_000);
  const order = (await shop.list('/v2/orders?filter[description]=later')).data[0];
  expect(hook.bodies()).toMatchObject([{ request_id: expect.any(String), data: { id: order?.id, description: 'later', quantity: 2, sims: [{}, {}] }, meta: { message: 'success' } }]);
});

test('without an address of its own or an opt-in an asynchronous order is refused without a code; the opt-in serves, the own address goes first', async () => {
  expect(await shop.read(shop.json({ package_id: PLAN, quantity: 1 }, '/v2/orders-async'))).toEqual([422, { reason: 'User is not opted in and no webhook URL provided.' }]);
  await shop.json({ type: 'async_orders', webhook_url: `${hook.url}/opted` }, '/v2/notifications/opt-in');
  await orderLater({ webhook_url: null });
  await orderLater();
  await settle(2_000);
  expect(shop.airalo.deliveries.list().map(({ url }) => url).toSorted((a, b) => a.length - b.length)).toEqual([hook.url, `${hook.url}/opted`]);
});

test('an asynchronous order is checked at once, may fail later, or never be told of though it was made', async () => {
  expect(await shop.read(shop.json({ package_id: PLAN, quantity: 51, webhook_url: hook.url }, '/v2/orders-async'))).toMatchObject([422, { data: { quantity: expect.any(String) } }]);
  expect(await shop.read(shop.json({ package_id: 'no', quantity: 1, webhook_url: hook.url }, '/v2/orders-async'))).toMatchObject([422, { code: 34 }]);
  shop.patch({ asyncFailures: { [PLAN]: 33 } });
  const failed = await orderLater();
  await settle(2_000);
  expect(hook.bodies()).toEqual([{ request_id: failed, data: { code: 33, reason: expect.any(String) } }]);
  shop.patch({ asyncFailures: { [PLAN]: null }, lostWebhooks: { [PLAN]: true } });
  await orderLater({ description: 'silent' });
  await settle(2_000);
  expect(hook.posts()).toHaveLength(1);
  expect((await shop.list('/v2/orders?filter[description]=silent')).data).toHaveLength(1);
  shop.patch({ creditUsd: 0 });
  expect(await shop.read(shop.json({ package_id: PLAN, quantity: 1, webhook_url: hook.url }, '/v2/orders-async'))).toMatchObject([422, { code: 11 }]);
});

test('a future order is bought on its day and told, and is in no list afterwards', async () => {
  const due = dueIn(5);
  const answer = await plan({ due_date: minute(due) });
  expect(await answer.json()).toEqual({
    data: { request_id: expect.any(String), due_date: minute(due), latest_cancellation_date: minute(due - DAY) },
    meta: { message: 'success' },
  });
  expect((await shop.list('/v2/future-orders')).data).toMatchObject([{ quantity: 1, description: 'planned', status: 'pending', package_id: PLAN, due_date: minute(due) }]);
  expect(hook.received.map(({ method }) => method)).toEqual(['HEAD']);
  await settle(4 * DAY);
  expect(shop.world.ledger()).toEqual([]);
  await settle(DAY);
  expect(hook.bodies()).toMatchObject([{ request_id: expect.any(String), data: { description: 'planned', sims: [{}] } }]);
  expect(await listed()).toEqual([]);
});

test('a future order needs a date from the day after tomorrow to a year ahead, and an address that answers HEAD', async () => {
  const refused = async (fields: object) => (await shop.read(plan(fields)))[1];
  const early = minute(Math.floor(shop.world.now().getTime() / DAY) * DAY + 2 * DAY - 60_000);
  expect(await refused({ due_date: early })).toMatchObject({ data: { due_date: 'Minimum due date must be at least the day after tomorrow in UTC timezone.' } });
  expect(await refused({ due_date: minute(dueIn(370)) })).toMatchObject({ data: { due_date: expect.any(String) } });
  expect(await refused({ due_date: 'soon' })).toMatchObject({ data: { due_date: expect.any(String) } });
  expect(await refused({ due_date: null, quantity: 0 })).toMatchObject({ data: { due_date: expect.any(String), quantity: 'The quantity must be at least 1.' } });
  expect(await refused({ package_id: 'no' })).toMatchObject({ code: 34 });
  expect(await refused({ webhook_url: null })).toEqual({ reason: 'User is not opted in and no webhook URL provided.' });
  hook.answers.HEAD = 404;
  expect(await refused({})).toMatchObject({ data: { webhook_url: expect.any(String) } });
  expect(shop.airalo.futureOrders.size).toBe(0);
});

test('a future order that meets a passing refusal is tried again, and fails for good after the last try', async () => {
  await planId();
  shop.patch({ refusals: { [PLAN]: 13 } });
  await settle(5 * DAY);
  expect([await listed('status=retry'), await listed('status=pending')]).toMatchObject([{ length: 1 }, { length: 0 }]);
  await settle(3_600_000);
  await settle(3_600_000);
  expect(await listed('status=failed')).toHaveLength(1);
  expect(hook.bodies()).toMatchObject([{ data: { code: 13 } }]);
});

test('how often and how soon a future order is tried again can be chosen', async () => {
  shop.patch({ futureRetryMs: 1_000, futureAttempts: 2 });
  await planId();
  shop.patch({ stock: { [PLAN]: 0 } });
  await settle(5 * DAY);
  expect(await listed('status=retry')).toHaveLength(1);
  await settle(1_000);
  expect([await listed('status=retry'), await listed('status=failed')]).toMatchObject([{ length: 0 }, { length: 1 }]);
});

test('a future order of a package that has left the catalogue fails at once', async () => {
  await planId();
  shop.patch({ withdrawn: { [PLAN]: true } });
  await settle(5 * DAY);
  expect(await listed('status=failed')).toHaveLength(1);
});

test('future orders are listed by status and due date, page by page', async () => {
  const [first, second] = [await planId({ due_date: minute(dueIn(4)) }), await planId({ due_date: minute(dueIn(9)) })];
  const failed = await planId({ package_id: 'test-create-failed-future-order-7days-1gb' });
  await planId({ package_id: 'test-create-retry-future-order-7days-1gb' });
  expect(await listed()).toEqual([second, first]);
  expect(await listed('limit=1&page=2')).toEqual([first]);
  expect(await listed(`to_due_date=${minute(dueIn(6))}`)).toEqual([first]);
  expect(await listed(`from_due_date=${minute(dueIn(6))}`)).toEqual([second]);
  expect(await listed('status=failed')).toEqual([failed]);
  expect(await listed('status=retry')).toHaveLength(1);
  expect(await shop.read(shop.get('/v2/future-orders?from_due_date=x&status=done'))).toMatchObject([422, { data: { from_due_date: 'The from due date is not a valid date.', status: expect.any(String) } }]);
});

const cancel = (...ids: string[]) => shop.read(shop.json({ request_ids: ids }, '/v2/cancel-future-orders'));

test('a future order is cancelled until a day before, and then never bought', async () => {
  const id = await planId();
  expect(await cancel(id)).toEqual([200, { data: [], meta: { message: 'Future orders cancelled successfully' } }]);
  expect(await listed()).toEqual([]);
  const late = await planId();
  await settle(4 * DAY + 60_000);
  expect(await cancel(late)).toMatchObject([422, { data: { 'request_ids.0': `Request ID: ${late} is already processed and can not be cancelled.` } }]);
  await settle(DAY);
  expect(shop.world.ledger()).toHaveLength(1);
});

test('one wrong id among those to cancel spoils all of them, or only itself', async () => {
  const [good, other] = [await planId(), await planId()];
  const nobody = 'k3VbT9xQ-ZpL2mN8rY_sD1cWf';
  expect(await cancel(good, 'short', nobody, good)).toEqual([
    422,
    {
      data: {
        'request_ids.1': 'Each request ID must be exactly 25 characters long.',
        'request_ids.2': `Request ID: ${nobody} does not exist.`,
        'request_ids.3': expect.stringContaining('duplicate'),
      },
      meta: { message: 'the parameter is invalid' },
    },
  ]);
  expect(await listed()).toHaveLength(2);
  shop.patch({ cancelMixed: 'valid', cancelData: 'object' });
  expect((await cancel(good, nobody))[0]).toBe(422);
  expect(await listed()).toEqual([other]);
  expect(await cancel(other)).toMatchObject([200, { data: {} }]);
  expect((await cancel())[0]).toBe(422);
  expect((await cancel(...Array.from({ length: 11 }, () => nobody)))[0]).toBe(422);
});

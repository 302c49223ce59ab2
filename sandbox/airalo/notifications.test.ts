import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPartner, CREDENTIALS, DAY, type Partner, PLAN } from './partner.ts';
import { openReceiver, type Receiver } from './receiver.ts';

let shop: Partner;
let hook: Receiver;
beforeAll(async () => {
  hook = await openReceiver();
});
beforeEach(async () => {
  shop = await createPartner();
  hook.received.length = 0;
  Object.assign(hook.answers, { POST: 200, HEAD: 200 });
});
// A try that is still to come would reach the next test's address.
afterEach(() => shop.airalo.timers.clear());
afterAll(() => hook.stop());

const optIn = (body: object) => shop.read(shop.json({ webhook_url: hook.url, ...body }, '/v2/notifications/opt-in'));
const optedIn = async (query = '') => (await shop.read(shop.get(`/v2/notifications/opt-in${query}`)))[1];
const simulate = (body: object) => shop.read(shop.json(body, '/v2/simulator/webhook'));
const settle = async (ms: number) => {
  shop.world.advance(ms);
  await shop.airalo.deliveries.settled();
};
const hmac = (text: string) => createHmac('sha512', CREDENTIALS.client_secret).update(text).digest('hex');

test('opting in asks the address with HEAD, keeps one address per type and is read back by type', async () => {
  const notification = { type: 'webhook_low_data', contact_point: hook.url };
  expect(await optIn({ type: 'webhook_low_data' })).toEqual([200, { data: { notification }, meta: { message: 'success' } }]);
  expect(hook.received.map(({ method, headers }) => [method, headers.get('airalo-signature')])).toEqual([['HEAD', null]]);
  const levels = [50, 90];
  expect(await optIn({ type: 'webhook_credit_limit', levels })).toMatchObject([200, { data: { notification: { levels } } }]);
  expect(await optIn({ type: 'email_credit_limit', email: 'ops@shop.example', language: 'de', levels })).toMatchObject([200, { data: { notification: { contact_point: 'ops@shop.example', language: 'de', levels } } }]);
  await optIn({ type: 'webhook_low_data', webhook_url: `${hook.url}/new` });
  expect(await optedIn('?type=webhook_low_data')).toMatchObject({ data: { notification: { contact_point: `${hook.url}/new` } } });
  hook.answers.HEAD = 204;
  expect(await optIn({ type: 'async_orders' })).toMatchObject([422, { data: { webhook_url: expect.any(String) } }]);
});

test('an opt-in names a known type, where to, and for credit limits known levels', async () => {
  expect(await optIn({ type: 'smoke_signals' })).toMatchObject([422, { data: { type: expect.any(String) } }]);
  expect(await optIn({ type: 'async_orders', webhook_url: null })).toMatchObject([422, { data: { webhook_url: expect.any(String) } }]);
  expect(await optIn({ type: 'email_low_data', email: 'nowhere' })).toMatchObject([422, { data: { email: expect.any(String) } }]);
  expect(await optIn({ type: 'webhook_credit_limit' })).toMatchObject([422, { data: { levels: expect.any(String) } }]);
  expect(await optIn({ type: 'webhook_credit_limit', levels: [50, 60] })).toMatchObject([422, { data: { 'levels.1': expect.any(String) } }]);
});

test('opting out is 204 without a body', async () => {
  await optIn({ type: 'webhook_low_data' });
  const answer = await shop.json({ type: 'webhook_low_data' }, '/v2/notifications/opt-out');
  expect([answer.status, await answer.text()]).toEqual([204, '']);
  expect(await optedIn('?type=webhook_low_data')).toMatchObject({ data: { notification: null } });
  expect((await shop.json({ type: 'x' }, '/v2/notifications/opt-out')).status).toBe(422);
});

test.each([
  [{ event: 'low_data_notification', type: 'data_90', iccid: '8935100000000000017' }, { level: '90%', package_name: PLAN, remaining_percentage: 10, iccid: '8935100000000000017' }],
  [{ event: 'low_data_notification', type: 'expire_3' }, { level: '3days', iccid: expect.stringMatching(/^\d{19}$/) }],
  [{ event: 'low_data_notification', type: 'expire_1' }, { level: '1days' }],
  [{ event: 'credit_limit_notification', level: '70' }, { message: 'Surpassed 70% of the credit limit balance', remaining: 225.35 }],
  [{ event: 'async_order_notification' }, { request_id: expect.any(String), data: { sims: [] } }],
])('the simulator sends %o as a webhook, opted in or not', async (asked, body) => {
  expect(await simulate({ ...asked, webhook_url: hook.url })).toEqual([200, { success: 'Notification sent' }]);
  expect(hook.bodies()).toMatchObject([body]);
});

test('the simulator says what is wrong: event, type, level, nobody opted in, only by mail, nobody there', async () => {
  shop.patch({ simulatorPerMinute: 100 });
  expect(await simulate({ event: 'x' })).toMatchObject([422, { data: { event: 'Event must be one of: low_data_notification, credit_limit_notification, async_order_notification' } }]);
  expect((await simulate({ event: 'low_data_notification', type: 'x' }))[0]).toBe(422);
  expect((await simulate({ event: 'credit_limit_notification', level: 60 }))[0]).toBe(422);
  expect(await simulate({ event: 'low_data_notification' })).toEqual([400, { error: 'User is not opted in' }]);
  await optIn({ type: 'email_low_data', email: 'ops@shop.example' });
  expect(await simulate({ event: 'low_data_notification' })).toEqual([400, { error: 'User is not configured for webhook push' }]);
  await optIn({ type: 'webhook_low_data' });
  expect((await simulate({ event: 'low_data_notification' }))[0]).toBe(200);
  hook.answers.POST = 204;
  expect(await simulate({ event: 'low_data_notification' })).toEqual([400, { error: `Could not push data to ${hook.url}` }]);
});

test('the sixth simulation of a minute waits', async () => {
  const statuses = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await simulate({ event: 'async_order_notification', webhook_url: hook.url }))[0]);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});

const post = async (text: string) => {
  shop.airalo.deliveries.send(hook.url, { text });
  await shop.airalo.deliveries.settled();
  const last = hook.posts().at(-1);
  return { bytes: last?.text ?? '', signature: last?.headers.get('airalo-signature') };
};

test('a webhook is written as PHP writes JSON and signed over the bytes that left', async () => {
  const { bytes, signature } = await post('https://a/ü');
  expect(bytes).toBe(String.raw`{"text":"https:\/\/a\/\u00fc"}`);
  expect(signature).toBe(hmac(bytes));
  expect(hook.posts().at(-1)?.headers.get('connection')).toBe('close');
});

test('a webhook may be plain JSON, or signed over another form of its body, with another secret, or not at all', async () => {
  shop.patch({ webhookBody: 'plain' });
  expect((await post('a/ü')).bytes).toBe('{"text":"a/ü"}');
  shop.patch({ webhookBody: 'php', webhookSigning: 'compact' });
  expect((await post('a/ü')).signature).toBe(hmac('{"text":"a/ü"}'));
  shop.patch({ webhookSigning: 'slashes' });
  expect((await post('a/ü')).signature).toBe(hmac(String.raw`{"text":"a\/ü"}`));
  shop.patch({ webhookSigning: 'wrong' });
  const wrong = await post('a');
  expect(wrong.signature).toMatch(/^[0-9a-f]{128}$/);
  expect(wrong.signature).not.toBe(hmac(wrong.bytes));
  shop.patch({ webhookSigning: 'none' });
  expect((await post('a')).signature).toBeNull();
});

test('a webhook that is not taken comes again twenty times, a quarter of an hour apart; 204 is not taken', async () => {
  hook.answers.POST = 204;
  await post('again');
  expect(hook.posts()).toHaveLength(1);
  await settle(15 * 60_000 - 1_000);
  expect(hook.posts()).toHaveLength(1);
  await settle(1_000);
  expect(hook.posts()).toHaveLength(2);
  for (let n = 0; n < 25; n += 1) await settle(15 * 60_000);
  expect(hook.posts()).toHaveLength(21);
  expect(shop.airalo.deliveries.list()[0]).toMatchObject({ attempt: 21, status: 204 });
  hook.answers.POST = 200;
  await post('once');
  await settle(DAY);
  expect(hook.posts()).toHaveLength(22);
});

test('a webhook may come twice', async () => {
  shop.patch({ webhookTimes: 2 });
  await post('x');
  expect(hook.posts()).toHaveLength(2);
});

const alerts = () => (hook.bodies() as { level: string; iccid: string }[]).map(({ level }) => level);

test('low data is told at 75 and 90 percent used, once each, and again after a top-up', async () => {
  const { sims } = await shop.buy();
  const iccid = sims[0]?.iccid ?? '';
  await optIn({ type: 'webhook_low_data' });
  shop.patch({ used: { [iccid]: 780 } });
  await settle(1);
  expect(hook.bodies()).toEqual([{ level: '75%', package_name: PLAN, remaining_percentage: 23, iccid }]);
  shop.patch({ used: { [iccid]: 1_000 } });
  await settle(1);
  await settle(1);
  expect(alerts()).toEqual(['75%', '90%']);
  await shop.post({ iccid, package_id: `${PLAN}-topup` }, '/v2/orders/topups');
  shop.patch({ used: { [iccid]: 1_600 } });
  await settle(1);
  expect(alerts()).toEqual(['75%', '90%', '75%']);
});

test('the end is told three days and one day before, by mail too', async () => {
  const { sims } = await shop.buy();
  await optIn({ type: 'webhook_low_data' });
  await optIn({ type: 'email_low_data', email: 'ops@shop.example' });
  shop.patch({ used: { [sims[0]?.iccid ?? '']: 10 } });
  await settle(3.5 * DAY);
  expect(alerts()).toEqual([]);
  await settle(DAY);
  expect(alerts()).toEqual(['3days']);
  await settle(2 * DAY);
  expect(alerts()).toEqual(['3days', '1days']);
  expect(shop.world.ledger({ type: 'email' })).toMatchObject([{ reference: 'ops@shop.example', data: { level: '3days' } }, { data: { level: '1days' } }]);
});

test('the credit limit is told once per level passed, the highest of those an order passes', async () => {
  await optIn({ type: 'webhook_credit_limit', levels: [50, 80, 90] });
  await optIn({ type: 'email_credit_limit', email: 'ops@shop.example', levels: [90] });
  shop.patch({ creditLimitUsd: 100, creditUsd: 51 });
  await shop.buy();
  await shop.airalo.deliveries.settled();
  expect(hook.bodies()).toMatchObject([{ message: 'Surpassed 50% of the credit limit balance', remaining: expect.any(Number) }]);
  await shop.buy();
  shop.patch({ creditUsd: 20.5 });
  await shop.buy({ quantity: '5' });
  await shop.airalo.deliveries.settled();
  expect(hook.bodies()).toMatchObject([{}, { message: 'Surpassed 90% of the credit limit balance' }]);
  expect(shop.world.ledger({ type: 'email' })).toMatchObject([{ reference: 'ops@shop.example' }]);
});

test('how often and how fast a webhook comes again, and how long an answer may take, can be chosen', async () => {
  shop.patch({ webhookRetries: 2, webhookRetryMs: 60_000 });
  hook.answers.POST = 500;
  await post('again');
  for (let n = 0; n < 5; n += 1) await settle(60_000);
  expect(hook.posts()).toHaveLength(3);
  const slow = await openReceiver();
  slow.delayMs = 2_000;
  shop.patch({ webhookTimeoutMs: 30 });
  shop.airalo.deliveries.send(slow.url, {});
  await shop.airalo.deliveries.settled();
  await slow.stop();
  expect(shop.airalo.deliveries.list()[0]).toMatchObject({ attempt: 1, status: 0 });
});

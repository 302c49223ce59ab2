import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorld } from '../core.ts';
import { type Listening, listen } from '../listen.ts';
import { createStripe } from './index.ts';

const secret = 'whsec_for_this_test_and_no_other_one_0123';
const world = createWorld();
let api: Listening;
let shop: Server;
let stripe: Stripe;
let received: Stripe.Event[] = [];
let answers: number[] = [];

beforeAll(async () => {
  api = await listen(createStripe(world), { host: '127.0.0.1', port: 0 });
  stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port: api.port, protocol: 'http', maxNetworkRetries: 0 });
  shop = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(stripe.webhooks.constructEvent(Buffer.concat(chunks), request.headers['stripe-signature'] ?? '', secret));
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  world.reset();
  received = [];
  answers = [];
  const webhookUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hook`;
  world.settingsStore.patch('stripe', { webhookUrl, webhookSecret: secret, duplicateEvery: 0, shuffleEvery: 0 });
});
afterAll(async () => {
  await api.stop();
  shop.close();
});

const pay = (orderId: string) =>
  stripe.paymentIntents.create({
    amount: 900, currency: 'usd', confirm: true, payment_method: 'pm_card_visa', metadata: { orderId },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
const copiesOf = (type: string) => received.filter((event) => event.type === type);

test('a payment is told in events that the real SDK verifies on their raw bytes', async () => {
  const intent = await pay('o-1');
  await expect.poll(() => received.map(({ type }) => type).toSorted()).toEqual(['charge.succeeded', 'payment_intent.created', 'payment_intent.succeeded']);
  const [event] = copiesOf('payment_intent.succeeded');
  expect(event).toMatchObject({ api_version: '2026-10-28.endive', livemode: false, data: { object: { id: intent.id, status: 'succeeded', metadata: { orderId: 'o-1' } } } });
  expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({ id: event?.id, type: 'payment_intent.succeeded' });
});

test('a delivery that was not answered 2xx is retried, at once when the clock is advanced', async () => {
  world.settingsStore.patch('stripe', { webhookTypes: ['payment_intent.succeeded'], retryMs: [3_600_000, 3_600_000] });
  answers = [500, 503];
  await pay('o-2');
  await expect.poll(() => received.length).toBe(1);
  await expect.poll(() => { world.advance(3_600_000); return received.length; }).toBe(3);
});

test('a payment can be told many times, late, or never', async () => {
  world.settingsStore.patch('stripe', {
    webhookTypes: ['payment_intent.succeeded'], duplicate: { many: 20 }, shuffle: { late: true }, drop: { never: true }, shuffleMs: 3_600_000,
  });
  await pay('never');
  await pay('late');
  await pay('many');
  await expect.poll(() => received.length).toBe(20);
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  world.advance(3_600_000);
  await expect.poll(() => received.length).toBe(21);
  expect((await stripe.events.list({ type: 'payment_intent.succeeded' })).data).toHaveLength(3);
});

test('left alone, every fifth event arrives twice', async () => {
  world.settingsStore.patch('stripe', { webhookTypes: ['payment_intent.succeeded'], duplicateEvery: 5 });
  for (const n of [1, 2, 3, 4, 5]) await pay(`o-${n}`);
  await expect.poll(() => received.length).toBe(6);
});

test('a receiver that is not there does not disturb anything', async () => {
  world.settingsStore.patch('stripe', { webhookUrl: 'http://127.0.0.1:9/none', retryMs: [] });
  expect((await pay('o-3')).status).toBe('succeeded');
  world.settingsStore.patch('stripe', { webhookUrl: 'not an address' });
  expect((await pay('o-4')).status).toBe('succeeded');
});

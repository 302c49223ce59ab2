import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld } from '../core.ts';
import { type Listening, listen } from '../listen.ts';
import { createStripe } from './index.ts';

const world = createWorld();
let server: Listening;
let stripe: Stripe;

beforeAll(async () => {
  server = await listen(createStripe(world), { host: '127.0.0.1', port: 0 });
  stripe = new Stripe('sk_test_sandbox', { host: '127.0.0.1', port: server.port, protocol: 'http', maxNetworkRetries: 0 });
});
beforeEach(() => world.reset());
afterAll(() => server.stop());

const price = { amount: 1250, currency: 'eur', automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;
const pay = (method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ ...price, ...more, confirm: true, payment_method: method });

async function failureOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error: unknown = await promise.then(() => null, (reason: unknown) => reason);
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error('expected Stripe to refuse');
}

describe('payments', () => {
  test('a new payment waits for a payment method and a good card makes it succeed', async () => {
    const intent = await stripe.paymentIntents.create({ ...price, metadata: { orderId: 'order-1' } });
    expect(intent).toMatchObject({ status: 'requires_payment_method', amount: 1250, currency: 'eur', amount_received: 0, livemode: false, latest_charge: null });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_\\w{25}$`));

    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa', expand: ['latest_charge'] });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1250, metadata: { orderId: 'order-1' } });
    expect(paid.latest_charge).toMatchObject({ object: 'charge', paid: true, payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } } });
    expect(world.ledger({ type: 'charge' })).toMatchObject([{ reference: intent.id, data: { amount: 1250, currency: 'eur', metadata: { orderId: 'order-1' } } }]);
  });

  test('a payment that succeeded cannot be confirmed or cancelled', async () => {
    const paid = await pay('pm_card_visa');
    for (const attempt of [stripe.paymentIntents.confirm(paid.id, { payment_method: 'pm_card_visa' }), stripe.paymentIntents.cancel(paid.id)]) {
      expect(await failureOf(attempt)).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    }
    expect(world.ledger({ type: 'charge' })).toHaveLength(1);
  });

  test.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ])('%s is refused with 402 and can be tried again', async (method, code, declineCode) => {
    const intent = await stripe.paymentIntents.create(price);
    const error = await failureOf(stripe.paymentIntents.confirm(intent.id, { payment_method: method }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code, payment_intent: { id: intent.id, status: 'requires_payment_method' } });
    expect(error.decline_code).toBe(declineCode);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ last_payment_error: { code } });
    expect(await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).toMatchObject({ status: 'succeeded', last_payment_error: null });
    expect(world.ledger({ type: 'charge' })).toHaveLength(1);
  });

  test('3-D Secure waits for the bank and ends as the bank says', async () => {
    const challenge = async (outcome: string) => {
      const intent = await pay('pm_card_threeDSecure2Required');
      expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
      await fetch(`http://127.0.0.1:${server.port}/v1/payment_intents/${intent.id}/challenge`, {
        method: 'POST',
        headers: { Authorization: 'Bearer pk_test_x' },
        body: new URLSearchParams({ client_secret: intent.client_secret ?? '', outcome }),
      });
      return stripe.paymentIntents.retrieve(intent.id);
    };
    expect(await challenge('complete')).toMatchObject({ status: 'succeeded', next_action: null });
    expect(await challenge('fail')).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code: 'payment_intent_authentication_failure' } });
    expect(world.ledger({ type: 'charge' })).toHaveLength(1);
  });

  test('a delayed payment settles when its time has come, either way', async () => {
    const good = await pay('pm_card_settlesLater');
    const bad = await pay('pm_card_settlesLaterFails');
    expect([good.status, bad.status]).toEqual(['processing', 'processing']);
    world.advance(60_000);
    expect((await stripe.paymentIntents.retrieve(good.id)).status).toBe('succeeded');
    expect((await stripe.paymentIntents.retrieve(bad.id)).status).toBe('requires_payment_method');
  });
});

describe('the API', () => {
  test('wrong parameters, keys and ids are answered as Stripe does', async () => {
    const create = (params: object) => stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams);
    expect(await failureOf(create({ currency: 'eur' }))).toMatchObject({ statusCode: 400, code: 'parameter_missing', param: 'amount' });
    expect(await failureOf(create({ ...price, amount: 10 }))).toMatchObject({ code: 'amount_too_small' });
    expect(await failureOf(create({ ...price, colour: 'red' }))).toMatchObject({ code: 'parameter_unknown' });
    expect(await failureOf(create({ ...price, customer: 'cus_none' }))).toMatchObject({ statusCode: 400, code: 'resource_missing' });
    expect(await failureOf(stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    const live = new Stripe(['sk', 'live', 'x'].join('_'), { host: '127.0.0.1', port: server.port, protocol: 'http' });
    expect(await failureOf(live.paymentIntents.list())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  });

  test('lists page from the newest backwards and search finds by metadata', async () => {
    const ids: string[] = [];
    for (const n of ['1', '2', '3']) ids.unshift((await stripe.paymentIntents.create({ ...price, metadata: { n } })).id);
    const first = await stripe.paymentIntents.list({ limit: 2, created: { gte: 1 } });
    expect(first).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] });
    const rest = await stripe.paymentIntents.list({ limit: 2, starting_after: ids[1] ?? '' });
    expect(rest).toMatchObject({ has_more: false, data: [{ id: ids[2] }] });
    const found = await stripe.paymentIntents.search({ query: "metadata['n']:'2' AND status:'requires_payment_method'" });
    expect(found.data.map((intent) => intent.id)).toEqual([ids[1]]);
  });

  test('customers are found by e-mail', async () => {
    const customer = await stripe.customers.create({ email: 'ada@example.com', metadata: { id: '7' } });
    await stripe.customers.create({ email: 'bob@example.com' });
    expect((await stripe.customers.list({ email: 'ada@example.com' })).data).toMatchObject([{ id: customer.id, metadata: { id: '7' } }]);
  });
});

describe('idempotency keys', () => {
  test('the same request gets the first answer again, refusals included', async () => {
    const options = { idempotencyKey: 'order-1' };
    const first = await stripe.paymentIntents.create(price, options);
    const again = await stripe.paymentIntents.create(price, options);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');

    const confirm = () => failureOf(stripe.paymentIntents.confirm(first.id, { payment_method: 'pm_card_chargeDeclined' }, { idempotencyKey: 'try-1' }));
    expect((await confirm()).charge).toBe((await confirm()).charge);
  });

  test('other parameters under the same key are refused', async () => {
    await stripe.paymentIntents.create(price, { idempotencyKey: 'k' });
    const error = await failureOf(stripe.paymentIntents.create({ ...price, amount: 999 }, { idempotencyKey: 'k' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
  });

  test('nothing is remembered of a request that failed validation, and nothing after 24 hours', async () => {
    const options = { idempotencyKey: 'k' };
    await failureOf(stripe.paymentIntents.create({ ...price, amount: 0 }, options));
    const first = await stripe.paymentIntents.create(price, options);
    world.advance(24 * 3_600_000);
    expect((await stripe.paymentIntents.create(price, options)).id).not.toBe(first.id);
  });

  test('a second request while the first is running is told 409', async () => {
    world.settingsStore.patch('stripe', { latencyMs: 150 });
    const attempts = await Promise.allSettled([1, 2].map(() => stripe.paymentIntents.create(price, { idempotencyKey: 'k' })));
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(attempts.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { statusCode: 409 } });
  });

  test('an answer lost on the wire is found again by the retry', async () => {
    world.faultQueue.add({ service: 'stripe', operation: 'payment-intents-create', fault: { kind: 'act-then-hang-up' }, match: 'order-9' });
    const patient = new Stripe('sk_test_x', { host: '127.0.0.1', port: server.port, protocol: 'http', maxNetworkRetries: 2 });
    await patient.paymentIntents.create({ ...price, metadata: { orderId: 'order-9' } });
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });
});

describe('refunds', () => {
  test('partial refunds add up and never exceed the charge', async () => {
    const { id } = await pay('pm_card_visa');
    const part = await stripe.refunds.create({ payment_intent: id, amount: 1000, reason: 'requested_by_customer', metadata: { why: 'test' } });
    expect(part).toMatchObject({ status: 'succeeded', amount: 1000, payment_intent: id });
    expect(await failureOf(stripe.refunds.create({ payment_intent: id, amount: 251 }))).toMatchObject({ statusCode: 400, param: 'amount' });
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 250 });
    expect(await failureOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
    expect((await stripe.refunds.list({ payment_intent: id })).data.map(({ amount }) => amount)).toEqual([250, 1000]);
    expect(world.ledger({ type: 'refund' })).toMatchObject([
      { reference: id, data: { amount: 1000, currency: 'eur', metadata: { why: 'test' } } },
      { reference: id, data: { amount: 250 } },
    ]);
  });

  test('a payment that never succeeded has nothing to refund', async () => {
    const { id } = await stripe.paymentIntents.create(price);
    expect(await failureOf(stripe.refunds.create({ payment_intent: id }))).toMatchObject({ statusCode: 400 });
  });

  test('a refund can fail later, and the money is then refundable again', async () => {
    const { id } = await pay('pm_card_visa', { metadata: { orderId: 'o-1' } });
    world.settingsStore.patch('stripe', { failingRefund: { 'o-1': true } });
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe('pending');
    world.advance(60_000);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('failed');
    expect((await stripe.events.list({ type: 'refund.failed' })).data).toHaveLength(1);
    world.settingsStore.patch('stripe', { failingRefund: { 'o-1': null } });
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ status: 'succeeded', amount: 1250 });
  });
});

describe('a browser', () => {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { ...init, headers: { Authorization: 'Bearer pk_test_x' } });

  test('sees its own payment by client secret, without metadata, and nothing else', async () => {
    const intent = await stripe.paymentIntents.create({ ...price, metadata: { orderId: 'secret-to-browsers' } });
    const own = await call(`/v1/payment_intents/${intent.id}?client_secret=${intent.client_secret}`);
    expect(own.status).toBe(200);
    expect(await own.text()).not.toContain('secret-to-browsers');
    expect((await call(`/v1/payment_intents/${intent.id}`)).status).toBe(400);
    expect((await call(`/v1/payment_intents/${intent.id}?client_secret=${intent.id}_secret_guess`)).status).toBe(400);
    expect((await call('/v1/payment_intents')).status).toBe(403);
    expect((await call('/v1/refunds', { method: 'POST', body: `payment_intent=${intent.id}` })).status).toBe(403);
  });

  test('gets a script that needs neither eval nor inline code', async () => {
    const script = await (await call('/stripe.js')).text();
    expect(() => new Function(script)).not.toThrow();
    expect(script).toContain("Stripe.version = 'endive'");
    expect(script).not.toMatch(/\beval\(|new Function|innerHTML|^import |^export /m);
  });
});

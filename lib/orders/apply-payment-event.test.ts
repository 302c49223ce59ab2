import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { applyPaymentEvent } from '@/lib/orders/apply-payment-event';
import type { PaymentEvent, PaymentFacts, ReceivedEvent, RefundFacts } from '@/lib/payments/payment-event';
import { readPaymentEvent } from '@/lib/payments/webhook';
import { given, jobs, stateOf } from '@/tests/given';

type Order = { id: string; paymentIntentId: string; totalMinor: number };

const received = (event: PaymentEvent, id = `evt_${randomUUID()}`): ReceivedEvent => ({ id, type: 'test', payload: {}, event });
const payment = (order: Order, change: Partial<PaymentFacts> = {}): PaymentEvent => ({
  kind: 'payment',
  payment: { paymentIntentId: order.paymentIntentId, status: 'succeeded', amountMinor: order.totalMinor, capturedMinor: order.totalMinor, currency: 'USD', failureCode: null, ...change },
});
const refund = (order: Order, change: Partial<RefundFacts> = {}): PaymentEvent => ({
  kind: 'refund',
  refund: { stripeRefundId: `re_${order.id}`, paymentIntentId: order.paymentIntentId, key: null, amountMinor: 100, currency: 'USD', status: 'pending', ...change },
});

function permutations<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}

describe('a payment event', () => {
  test('twenty times in parallel pays the order once and starts one job', async () => {
    const order = await given.order({ status: 'AWAITING_PAYMENT' });
    const event = received(payment(order));
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => applyPaymentEvent(event)));
    expect(outcomes.filter((outcome) => outcome === 'applied')).toHaveLength(1);
    const state = await stateOf(order.id);
    expect(state.status).toBe('PAID');
    expect(state.events.filter(({ status }) => status === 'PAID')).toHaveLength(1);
    expect(await jobs('orders.fulfil', order.id)).toHaveLength(1);
    expect(await jobs('email.receipt', order.id)).toHaveLength(1);
  });

  test('with others in any order ends in the same rows', async () => {
    const events = (order: Order) => [
      payment(order, { status: 'processing', capturedMinor: 0 }),
      payment(order, { status: 'failed', capturedMinor: 0, failureCode: 'card_declined' }),
      payment(order),
      refund(order),
      refund(order, { status: 'succeeded' }),
    ];
    const ends = new Set<string>();
    for (const order of permutations([0, 1, 2, 3, 4])) {
      const placed = await given.order({ status: 'AWAITING_PAYMENT' });
      const all = events(placed);
      for (const index of order) await applyPaymentEvent(received(all[index] ?? { kind: 'other' }));
      const state = await stateOf(placed.id);
      ends.add(JSON.stringify([state.status, state.payments.map((row) => [row.status, row.capturedMinor]), state.refunds.map((row) => [row.status, row.amountMinor])]));
    }
    expect([...ends]).toEqual([JSON.stringify(['PAID', [['succeeded', 450]], [['succeeded', 100]]])]);
  });

  test('for an order that was given up sends the money back', async () => {
    const order = await given.order({ status: 'CANCELLED' });
    await applyPaymentEvent(received(payment(order)));
    const state = await stateOf(order.id);
    expect(state.status).toBe('CANCELLED');
    expect(state.refunds).toMatchObject([{ amountMinor: order.totalMinor, status: 'intended', reason: 'paid-after-cancellation' }]);
  });

  test.each([{ capturedMinor: 1 }, { currency: 'JPY' }])('that does not match the order (%j) is a case, and nothing is bought', async (change) => {
    const order = await given.order({ status: 'AWAITING_PAYMENT' });
    await applyPaymentEvent(received(payment(order, change)));
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['paid-amount-differs'] });
    expect(await jobs('orders.fulfil', order.id)).toHaveLength(0);
  });

  test('of a refund made in Stripe’s dashboard is kept', async () => {
    const order = await given.order();
    await applyPaymentEvent(received(refund(order, { status: 'succeeded', amountMinor: 50 })));
    expect((await stateOf(order.id)).refunds).toMatchObject([{ status: 'succeeded', amountMinor: 50, reason: 'outside' }]);
  });

  test('of a failed refund opens a case', async () => {
    const order = await given.order();
    await applyPaymentEvent(received(refund(order, { status: 'failed' })));
    expect((await stateOf(order.id)).reviewReasons).toEqual(['refund-failed']);
  });
});

describe('a webhook’s signature', () => {
  const secret = process.env.STRIPE_WEBHOOK_SECRET ?? '';
  const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'payment_intent.created', created: 1, livemode: false, data: { object: { id: 'pi_1', object: 'payment_intent', status: 'succeeded', amount: 1, amount_received: 1, currency: 'usd' } } });
  const sign = (text: string, key = secret, at = Math.floor(Date.now() / 1000)) => `t=${at},v1=${createHmac('sha256', key).update(`${at}.${text}`).digest('hex')}`;
  const now = Math.floor(Date.now() / 1000);

  test('that is right is believed', () => {
    expect(readPaymentEvent(Buffer.from(body), sign(body))).toMatchObject({ id: 'evt_1', event: { kind: 'payment' } });
  });

  test.each([
    ['none', body, null],
    ['empty', body, ''],
    ['another secret', body, sign(body, 'whsec_another000000000000000000000000')],
    ['too old', body, sign(body, secret, now - 4_000)],
    ['v0 only', body, sign(body).replace('v1=', 'v0=')],
    ['a changed body', body.replace('pi_1', 'pi_2'), sign(body)],
    ['a byte order mark', `\uFEFF${body}`, sign(body)],
  ])('%s is refused and nothing is stored', async (_name, text, signature) => {
    expect(() => readPaymentEvent(Buffer.from(text), signature)).toThrow(expect.objectContaining({ code: 'bad-signature' }));
    expect(await db().stripeEvent.count({ where: { id: 'evt_1' } })).toBe(0);
  });

  test('of other bytes that read the same is refused', () => {
    const text = body.replace('pi_1', 'pi_\uFFFD');
    const [before = '', after = ''] = text.split('\uFFFD');
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
    expect(bytes.toString('utf8')).toBe(text);
    expect(() => readPaymentEvent(bytes, sign(text))).toThrow(expect.objectContaining({ code: 'bad-signature' }));
    expect(readPaymentEvent(Buffer.from(text), sign(text))).toMatchObject({ id: 'evt_1' });
  });
});

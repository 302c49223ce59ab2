import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { placeOrder } from '@/lib/orders/place-order';
import { intendRefund, refundOrder } from '@/lib/orders/refund-order';
import { sendRefund } from '@/lib/orders/send-refund';
import { checkOpenPayments, nudgeStuckOrders } from '@/lib/orders/sweep-orders';
import { stripe } from '@/lib/payments/stripe-client';
import { given, jobs, stateOf } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';
import { soon } from '@/tests/soon';

/** An order whose PaymentIntent really is paid at the sandbox, with no webhook coming here. */
async function paidAtStripe() {
  const plan = await given.plan();
  const result = await placeOrder({
    planSlug: plan.slug, attempt: 0, quantity: 1, email: 'ana@example.com', expectedTotalMinor: 450, expectedCurrency: 'USD', browserId: randomUUID(), locale: 'en', customerId: null,
  });
  if (result.outcome !== 'placed') throw new Error(result.outcome);
  const { paymentIntentId } = await db().payment.findFirstOrThrow({ where: { orderId: result.orderId } });
  await stripe().paymentIntents.confirm(paymentIntentId, { payment_method: 'pm_card_visa', return_url: 'http://localhost/' });
  return { orderId: result.orderId, paymentIntentId };
}
const makeOld = (orderId: string) => db().payment.updateMany({ where: { orderId }, data: { createdAt: new Date(Date.now() - 60_000) } });

describe('refunds', () => {
  test('made at the same moment never exceed what was captured', async () => {
    const order = await given.order({ quantity: 2 });
    const results = await Promise.all(Array.from({ length: 10 }, () => refundOrder({ orderId: order.id, amountMinor: 200, reason: 'asked', actor: 'staff@example.com' })));
    expect(results.filter(({ outcome }) => outcome === 'started')).toHaveLength(4);
    expect((await stateOf(order.id)).refunds.reduce((sum, refund) => sum + refund.amountMinor, 0)).toBe(800);
    expect(await db().auditEntry.count({ where: { subject: order.id } })).toBe(10);
  });

  test('asked for while another is being written wait for it', async () => {
    const order = await given.order();
    const wish = { orderId: order.id, amountMinor: 'all', reason: 'asked', actor: 'staff@example.com' } as const;
    let isSettled = false;
    const second = await transaction(async (sql) => {
      await intendRefund(sql, wish);
      const asked = refundOrder(wish).finally(() => (isSettled = true));
      await soon(async () => {
        const [waiting] = await rows(pool(), `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
        if (!waiting && !isSettled) throw new Error('neither waiting nor done');
      });
      return { asked };
    });
    expect(await second.asked).toMatchObject({ outcome: 'nothing-left' });
  });

  test.each([0, -1, 451])('of %d are refused', async (amountMinor) => {
    const order = await given.order();
    expect(await refundOrder({ orderId: order.id, amountMinor, reason: 'asked', actor: 'staff@example.com' })).toMatchObject({ outcome: 'more-than-left' });
  });

  test('are sent once however often the job runs, and an unpaid order has none', async () => {
    const { orderId, paymentIntentId } = await paidAtStripe();
    expect(await refundOrder({ orderId, amountMinor: 'all', reason: 'asked', actor: 'staff@example.com' })).toMatchObject({ outcome: 'nothing-left' });
    await makeOld(orderId);
    await checkOpenPayments();
    // In part, so that Stripe would make a second one.
    const result = await refundOrder({ orderId, amountMinor: 200, reason: 'asked', actor: 'staff@example.com' });
    if (result.outcome !== 'started') throw new Error(result.outcome);
    await Promise.all([sendRefund(result), sendRefund(result)]);
    await sendRefund(result);
    expect(await sandbox.refunds(paymentIntentId)).toHaveLength(1);
    expect((await stateOf(orderId)).refunds).toMatchObject([{ amountMinor: 200, status: 'succeeded' }]);
  });

  test('that Stripe refuses become a case', async () => {
    const order = await given.order();
    const result = await refundOrder({ orderId: order.id, amountMinor: 'all', reason: 'asked', actor: 'staff@example.com' });
    if (result.outcome !== 'started') throw new Error(result.outcome);
    await Promise.all([sendRefund(result), sendRefund(result)]);
    const state = await stateOf(order.id);
    expect(state.events.filter(({ kind }) => kind === 'case')).toHaveLength(1);
    expect(state.reviewReasons).toEqual(['refund-refused']);
    expect(state.refunds).toMatchObject([{ status: 'failed' }]);
  });
});

describe('the sweep', () => {
  test('finds a payment whose webhook never came', async () => {
    const { orderId } = await paidAtStripe();
    await makeOld(orderId);
    await checkOpenPayments();
    expect((await stateOf(orderId)).status).toBe('PAID');
    expect(await jobs('orders.fulfil', orderId)).toHaveLength(1);
  });

  test('nudges an order nobody works on', async () => {
    const order = await given.order();
    await db().order.update({ where: { id: order.id }, data: { statusChangedAt: new Date(Date.now() - 60_000) } });
    await nudgeStuckOrders();
    expect(await jobs('orders.fulfil', order.id)).toHaveLength(1);
  });

  test('gives up on an order nobody paid for a day', async () => {
    const plan = await given.plan();
    const result = await placeOrder({
      planSlug: plan.slug, attempt: 0, quantity: 1, email: 'ana@example.com', expectedTotalMinor: 450, expectedCurrency: 'USD', browserId: randomUUID(), locale: 'en', customerId: null,
    });
    if (result.outcome !== 'placed') throw new Error(result.outcome);
    await db().payment.updateMany({ where: { orderId: result.orderId }, data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } });
    await checkOpenPayments();
    const state = await stateOf(result.orderId);
    expect(state.status).toBe('CANCELLED');
    expect(state.payments).toMatchObject([{ status: 'canceled' }]);
  });
});

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { applyPaymentFacts } from '@/lib/orders/apply-payment-event';
import { placeOrder } from '@/lib/orders/place-order';
import { refundOrder } from '@/lib/orders/refund-order';
import { sendRefund } from '@/lib/orders/send-refund';
import { readIntent } from '@/lib/payments/payment-intents';
import { stripe } from '@/lib/payments/stripe-client';
import { given, stateOf } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';

const asked = { reason: 'asked', actor: 'staff@example.com' };

/** A refund that is committed here and has not left for Stripe. */
async function intended(amountMinor: number) {
  const plan = await given.plan();
  const placed = await placeOrder({
    planSlug: plan.slug, attempt: 0, quantity: 1, email: 'ana@example.com', expectedTotalMinor: 450, expectedCurrency: 'USD', browserId: randomUUID(), locale: 'en', customerId: null,
  });
  if (placed.outcome !== 'placed') throw new Error(placed.outcome);
  const { paymentIntentId } = await db().payment.findFirstOrThrow({ where: { orderId: placed.orderId } });
  await stripe().paymentIntents.confirm(paymentIntentId, { payment_method: 'pm_card_visa', return_url: 'http://localhost/' });
  await applyPaymentFacts(await readIntent(paymentIntentId));
  const result = await refundOrder({ ...asked, orderId: placed.orderId, amountMinor });
  if (result.outcome !== 'started') throw new Error(result.outcome);
  const { key } = await db().refund.findUniqueOrThrow({ where: { id: result.refundId } });
  return { orderId: placed.orderId, paymentIntentId, refundId: result.refundId, key };
}

/** Older than Stripe remembers idempotency keys. */
const makeOld = (id: string) => db().refund.update({ where: { id }, data: { createdAt: new Date(Date.now() - 21 * 3_600_000) } });

test('a refund Stripe made a day ago, of which we never heard, is taken over and not made again', async () => {
  const { orderId, paymentIntentId, refundId, key } = await intended(200);
  const made = await stripe().refunds.create({ payment_intent: paymentIntentId, amount: 200, metadata: { key } });
  await makeOld(refundId);
  await sendRefund({ refundId });
  expect(await sandbox.refunds(paymentIntentId)).toHaveLength(1);
  expect((await stateOf(orderId)).refunds).toMatchObject([{ status: 'succeeded', stripeRefundId: made.id }]);
});

test('an old refund that never left is made, whatever else was refunded', async () => {
  const { orderId, paymentIntentId, refundId } = await intended(200);
  const other = await stripe().refunds.create({ payment_intent: paymentIntentId, amount: 50, metadata: { key: randomUUID() } });
  await makeOld(refundId);
  await sendRefund({ refundId });
  expect(await sandbox.refunds(paymentIntentId)).toHaveLength(2);
  const [refund] = (await stateOf(orderId)).refunds;
  expect(refund).toMatchObject({ status: 'succeeded', amountMinor: 200 });
  expect(refund?.stripeRefundId).not.toBe(other.id);
});

test.each(['succeeded', 'failed', 'pending'])('a refund that is %s is not sent again', async (status) => {
  const { paymentIntentId, refundId } = await intended(200);
  await db().refund.update({ where: { id: refundId }, data: { status } });
  await sendRefund({ refundId });
  expect(await sandbox.refunds(paymentIntentId)).toHaveLength(0);
});

test('what a failed refund did not return can be refunded again, and no more', async () => {
  const { orderId, refundId } = await intended(450);
  expect(await refundOrder({ ...asked, orderId, amountMinor: 1 })).toMatchObject({ outcome: 'nothing-left' });
  await db().refund.update({ where: { id: refundId }, data: { status: 'failed' } });
  expect(await refundOrder({ ...asked, orderId, amountMinor: 451 })).toMatchObject({ outcome: 'more-than-left' });
  expect(await refundOrder({ ...asked, orderId, amountMinor: 450 })).toMatchObject({ outcome: 'started' });
});

test('a payment that has not succeeded has nothing to refund', async () => {
  const order = await given.order({ status: 'AWAITING_PAYMENT' });
  await db().payment.updateMany({ where: { orderId: order.id }, data: { status: 'processing', capturedMinor: 450 } });
  expect(await refundOrder({ ...asked, orderId: order.id, amountMinor: 'all' })).toMatchObject({ outcome: 'nothing-left' });
});

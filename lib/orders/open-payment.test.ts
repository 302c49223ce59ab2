import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { currentAttempt } from '@/lib/orders/attempt';
import { placeOrder, type PlaceOrderInput } from '@/lib/orders/place-order';
import { cancelIntent, readIntent } from '@/lib/payments/payment-intents';
import { stripe } from '@/lib/payments/stripe-client';
import { given, jobs, stateOf } from '@/tests/given';

let slug = '';
beforeEach(async () => {
  slug = (await given.plan()).slug;
});

async function placed(change: Partial<PlaceOrderInput> = {}) {
  const input: PlaceOrderInput = {
    planSlug: slug, attempt: 0, quantity: 1, email: 'ana@example.com', expectedTotalMinor: 450, expectedCurrency: 'USD', browserId: randomUUID(), locale: 'en', customerId: null, ...change,
  };
  const result = await placeOrder(input);
  if (result.outcome !== 'placed') throw new Error(result.outcome);
  const { paymentIntentId } = await db().payment.findFirstOrThrow({ where: { orderId: result.orderId } });
  return { input, orderId: result.orderId, paymentIntentId };
}

test('a price that changed before payment is what Stripe asks and what the order says', async () => {
  const { input, orderId, paymentIntentId } = await placed();
  await db().plan.update({ where: { slug }, data: { priceMinor: 499 } });
  try {
    expect(await placeOrder(input)).toMatchObject({ outcome: 'price-changed', unitPriceMinor: 499 });
    expect(await placeOrder({ ...input, expectedTotalMinor: 499 })).toMatchObject({ outcome: 'placed', orderId, totalMinor: 499 });
  } finally {
    await db().plan.update({ where: { slug }, data: { priceMinor: 450 } });
  }
  expect((await readIntent(paymentIntentId)).amountMinor).toBe(499);
  expect(await stateOf(orderId)).toMatchObject({ totalMinor: 499, lines: [{ unitPriceMinor: 499 }], payments: [{ amountMinor: 499 }] });
});

test('an order that is paid already is not rewritten by another tab', async () => {
  const { input, orderId } = await placed();
  await db().order.update({ where: { id: orderId }, data: { status: 'PAID' } });
  const before = await stateOf(orderId);
  expect(await placeOrder({ ...input, quantity: 2, expectedTotalMinor: 900, email: 'eve@example.com' })).toMatchObject({ outcome: 'already-paid', orderId });
  expect(await stateOf(orderId)).toEqual(before);
});

test('a payment that went through, though no webhook came, is taken over and not asked for again', async () => {
  const { input, orderId, paymentIntentId } = await placed();
  await stripe().paymentIntents.confirm(paymentIntentId, { payment_method: 'pm_card_visa', return_url: 'http://localhost/' });
  expect(await placeOrder(input)).toMatchObject({ outcome: 'already-paid', orderId });
  expect(await stateOf(orderId)).toMatchObject({ status: 'PAID', payments: [{ status: 'succeeded', capturedMinor: 450 }] });
  expect(await jobs('orders.fulfil', orderId)).toHaveLength(1);
});

test('a payment that was cancelled is not opened again, and the next try is a new order', async () => {
  const { input, orderId, paymentIntentId } = await placed();
  await cancelIntent(paymentIntentId);
  await expect(placeOrder(input)).rejects.toMatchObject({ code: 'order-expired' });
  expect((await stateOf(orderId)).status).toBe('CANCELLED');
  expect(await currentAttempt(input.browserId, slug)).toBe(1);
});

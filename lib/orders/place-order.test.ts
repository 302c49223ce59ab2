import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { currentAttempt } from '@/lib/orders/attempt';
import { placeOrder, type PlaceOrderInput } from '@/lib/orders/place-order';
import { startCheckoutInput } from '@/lib/orders/schema';
import { readIntent } from '@/lib/payments/payment-intents';
import { given } from '@/tests/given';

let slug = '';
beforeEach(async () => {
  slug = (await given.plan()).slug;
});

const wish = (change: Partial<PlaceOrderInput> = {}): PlaceOrderInput => ({
  planSlug: slug, attempt: 0, quantity: 1, email: 'ana@example.com', expectedTotalMinor: 450, expectedCurrency: 'USD', browserId: randomUUID(), locale: 'en', customerId: null, ...change,
});
const placed = async (input: PlaceOrderInput) => {
  const result = await placeOrder(input);
  if (result.outcome !== 'placed') throw new Error(result.outcome);
  return result;
};
const intentOf = async (orderId: string) => readIntent((await db().payment.findFirstOrThrow({ where: { orderId } })).paymentIntentId);

describe('placing an order', () => {
  test('twenty times at once is one order and one PaymentIntent', async () => {
    const input = wish();
    const results = await Promise.all(Array.from({ length: 20 }, () => placed(input)));
    expect(new Set(results.map(({ orderId }) => orderId)).size).toBe(1);
    expect(new Set(results.map(({ clientSecret }) => clientSecret)).size).toBe(1);
    expect(await db().payment.count({ where: { orderId: results[0]?.orderId ?? '' } })).toBe(1);
  });

  test('again with another quantity changes the same PaymentIntent', async () => {
    const input = wish();
    const first = await placed(input);
    const second = await placed({ ...input, quantity: 3, expectedTotalMinor: 1_350 });
    expect(second.orderId).toBe(first.orderId);
    expect(second.clientSecret).toBe(first.clientSecret);
    expect((await intentOf(first.orderId)).amountMinor).toBe(1_350);
    expect(await db().orderLine.findMany({ where: { orderId: first.orderId } })).toMatchObject([{ quantity: 3, unitPriceMinor: 450 }]);
  });

  test('keeps the places and radio types of that moment', async () => {
    const { id: planId } = await db().plan.findUniqueOrThrow({ where: { slug } });
    const networks = [{ name: 'One', radioTypes: ['4G', '5G'] }, { name: 'Two', radioTypes: ['4G'] }];
    await db().planCoverage.createMany({ data: [{ planId, countryCode: 'PT', networks }, { planId, countryCode: 'ES', networks: [] }], skipDuplicates: true });
    const { orderId } = await placed(wish());
    await db().planCoverage.deleteMany({ where: { planId } });
    expect(await db().orderLine.findFirst({ where: { orderId } })).toMatchObject({ planSnapshot: { places: { PT: ['4G', '5G'], ES: [] } } });
  });

  test.each([
    { expectedTotalMinor: 1 }, { expectedTotalMinor: 449 }, { expectedCurrency: 'JPY' }, { quantity: 2 },
  ])('with what a client made up (%j) answers the true price and creates nothing', async (change) => {
    const input = wish(change);
    const before = await db().order.count();
    expect(await placeOrder(input)).toMatchObject({ outcome: 'price-changed', unitPriceMinor: 450, currency: 'USD' });
    expect(await db().order.count()).toBe(before);
  });

  test('of somebody who signed out belongs to who pays it now', async () => {
    const input = wish();
    const customer = await db().user.create({ data: { email: `${randomUUID()}@example.com` } });
    const first = await placed({ ...input, customerId: customer.id });
    await placed({ ...input, email: 'other@example.com' });
    expect(await db().order.findUnique({ where: { id: first.orderId }, select: { email: true, customerId: true } })).toEqual({ email: 'other@example.com', customerId: null });
  });

  test('whose PaymentIntent was made but whose answer was lost can still change its quantity', async () => {
    const input = wish();
    const first = await placed(input);
    await db().payment.deleteMany({ where: { orderId: first.orderId } });
    const second = await placed({ ...input, quantity: 2, expectedTotalMinor: 900 });
    expect(second.clientSecret).toBe(first.clientSecret);
    expect((await intentOf(first.orderId)).amountMinor).toBe(900);
  });

  test('of a plan that is not on sale or not there is refused', async () => {
    expect(await placeOrder(wish({ planSlug: 'nowhere' }))).toEqual({ outcome: 'plan-unavailable' });
    await db().plan.update({ where: { slug }, data: { isOnSale: false } });
    expect(await placeOrder(wish())).toEqual({ outcome: 'plan-unavailable' });
    await db().plan.update({ where: { slug }, data: { isOnSale: true } });
  });

  test('keeps every figure it was sold by, whatever becomes of the plan', async () => {
    const { id, slug: planSlug } = await given.plan({ providerPlanId: 'kept-figures', slug: 'kept-figures' });
    const figures = {
      isUnlimited: true, dataMegabytes: null, fairUseText: '1 GB a day', fairUseMegabytesPerDay: 1024, reducedSpeedKbps: 512, voiceMinutes: 30, textMessages: 10, validityDays: 15,
      activationPolicy: 'installation', isTopUpPossible: true, isIdentityCheckNeeded: false, hasPhoneNumber: true, isHotspotAllowed: false,
    };
    await db().plan.update({ where: { id }, data: figures });
    const { orderId } = await placed(wish({ planSlug }));
    expect(await db().orderLine.findFirst({ where: { orderId } })).toMatchObject({ planSnapshot: figures });
  });

  test('of more than the provider sells at once names how many it does', async () => {
    expect(await placeOrder(wish({ quantity: 51, expectedTotalMinor: 51 * 450 }))).toEqual({ outcome: 'quantity-unavailable', maximum: 50 });
    expect(await placed(wish({ quantity: 50, expectedTotalMinor: 50 * 450 }))).toMatchObject({ totalMinor: 22_500 });
  });

  test('of a provider that is off sale begins nothing new, and ends nothing that is under way', async () => {
    const begun = wish();
    const first = await placed(begun);
    const done = wish();
    const second = await placed(done);
    await db().order.update({ where: { id: second.orderId }, data: { status: 'PAID' } });
    await db().providerState.upsert({ where: { providerId: 'airalo' }, create: { providerId: 'airalo', isSwitchedOff: true }, update: { isSwitchedOff: true } });
    try {
      const before = await db().order.count();
      expect(await placeOrder(wish())).toEqual({ outcome: 'not-now' });
      expect(await db().order.count()).toBe(before);
      expect(await placed(begun)).toMatchObject({ orderId: first.orderId, clientSecret: first.clientSecret });
      await db().plan.update({ where: { slug }, data: { isOnSale: false } });
      expect(await placeOrder(done)).toMatchObject({ outcome: 'already-paid', orderId: second.orderId });
    } finally {
      await db().plan.update({ where: { slug }, data: { isOnSale: true } });
      await db().providerState.update({ where: { providerId: 'airalo' }, data: { isSwitchedOff: false } });
    }
  });

  test('that is paid already leads to the order, and the next attempt is a new one', async () => {
    const input = wish();
    const first = await placed(input);
    expect(await currentAttempt(input.browserId, slug)).toBe(0);
    await db().order.update({ where: { id: first.orderId }, data: { status: 'PAID' } });
    expect(await placeOrder(input)).toMatchObject({ outcome: 'already-paid', orderId: first.orderId });
    expect(await currentAttempt(input.browserId, slug)).toBe(1);
    expect((await placed({ ...input, attempt: 1 })).orderId).not.toBe(first.orderId);
  });
});

describe('the checkout’s input', () => {
  const good = { planSlug: 'x', attempt: 0, quantity: 1, email: 'Ana@Example.com', deviceConfirmed: true, expectedTotalMinor: 1, expectedCurrency: 'USD' };

  test('is normalised', () => {
    expect(startCheckoutInput.parse(good).email).toBe('ana@example.com');
  });

  test.each([
    { quantity: 0 }, { quantity: -1 }, { quantity: 1.5 }, { quantity: 1e9 }, { quantity: '1' }, { email: 'a@b' }, { email: 'a@x.com"@y' }, { email: 'a@x.com,b@y.com' },
    { deviceConfirmed: false }, { expectedTotalMinor: -1 }, { planSlug: '' }, { planSlug: ['x'] }, { attempt: 'first' },
  ])('refuses %j', (change) => {
    expect(startCheckoutInput.safeParse({ ...good, ...change }).success).toBe(false);
  });
});

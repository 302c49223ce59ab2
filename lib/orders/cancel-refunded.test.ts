import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { applyRefundFacts } from '@/lib/orders/apply-refund-facts';
import { beginFulfilment } from '@/lib/orders/begin-fulfilment';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { openCase } from '@/lib/orders/open-case';
import { refundOrder } from '@/lib/orders/refund-order';
import { retryOrder } from '@/lib/orders/retry-order';
import { given, jobs, letTimePass, newestCase, stateOf } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';

const actor = 'staff@example.com';
const refundAll = (orderId: string) => refundOrder({ orderId, amountMinor: 'all', reason: 'asked', actor });

beforeAll(async () => {
  await given.plan();
});

async function expectNothingBought(orderId: string): Promise<void> {
  await letTimePass(orderId);
  await fulfilOrder({ orderId });
  expect(await stateOf(orderId)).toMatchObject({ status: 'CANCELLED', purchases: [], esims: [], reviewReasons: [] });
  expect(await sandbox.purchases(orderId)).toEqual([]);
}

describe('an order whose whole payment went back is not bought any more:', () => {
  test('refunded by staff while it waited for a worker', async () => {
    const order = await given.order();
    await refundAll(order.id);
    await expectNothingBought(order.id);
  });

  test('refunded in Stripe’s dashboard', async () => {
    const order = await given.order();
    await transaction((sql) => applyRefundFacts(sql, { paymentIntentId: order.paymentIntentId, stripeRefundId: `re_${randomUUID()}`, amountMinor: order.totalMinor, currency: 'USD', status: 'succeeded', key: null }));
    await expectNothingBought(order.id);
  });

  test('refunded while it was a case', async () => {
    const order = await given.order();
    await openCase(pool(), { orderId: order.id, reason: 'still preparing' });
    await refundAll(order.id);
    expect(await retryOrder({ orderId: order.id, seenEventId: await newestCase(order.id), actor })).toEqual({ outcome: 'not-possible' });
    await expectNothingBought(order.id);
  });

  test('refunded while the outcome was unknown, and staff then found that nothing was bought', async () => {
    const order = await given.order();
    await beginFulfilment(order.id);
    await openCase(pool(), { orderId: order.id, reason: 'outcome unknown and not found' });
    await refundAll(order.id);
    expect((await stateOf(order.id)).status).toBe('NEEDS_REVIEW');
    expect(await retryOrder({ orderId: order.id, seenEventId: await newestCase(order.id), actor, nothingWasBought: true })).toEqual({ outcome: 'refunded' });
    expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', purchases: [{ status: 'REFUSED' }] });
    expect(await jobs('orders.fulfil', order.id)).toEqual([]);
  });
});

test('half a refund, or one that failed, leaves the order to be bought', async () => {
  const order = await given.order({ quantity: 2 });
  await refundOrder({ orderId: order.id, amountMinor: 100, reason: 'asked', actor });
  await refundAll(order.id);
  await db().refund.updateMany({ where: { payment: { orderId: order.id } }, data: { status: 'failed' } });
  const other = await given.order();
  await refundOrder({ orderId: other.id, amountMinor: 100, reason: 'asked', actor });
  await fulfilOrder({ orderId: other.id });
  expect((await stateOf(other.id)).status).toBe('FULFILLED');
});

test('an order whose plan was withdrawn after it was placed goes back without asking the provider', async () => {
  const order = await given.order({ provider: 'esimgo' });
  await rows(pool(), `UPDATE "Plan" SET "isOnSale" = false, "offSaleReason" = 'withdrawn' WHERE "providerId" = 'esimgo'`);
  await fulfilOrder({ orderId: order.id });
  await rows(pool(), `UPDATE "Plan" SET "isOnSale" = true, "offSaleReason" = NULL WHERE "providerId" = 'esimgo'`);
  expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', refusal: { reason: 'plan-withdrawn' }, refunds: [{ status: 'intended' }] });
});

test('an order whose provider was switched off after payment waits, keeps no intent, and is bought when it is on again', async () => {
  const order = await given.order();
  await rows(pool(), `UPDATE "OrderLine" SET "providerId" = 'switched-off' WHERE "orderId" = $1::uuid`, [order.id]);
  await fulfilOrder({ orderId: order.id });
  expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', purchases: [{ status: 'REFUSED', errorCode: 'unavailable' }] });
  await rows(pool(), `UPDATE "OrderLine" SET "providerId" = 'airalo' WHERE "orderId" = $1::uuid`, [order.id]);
  await letTimePass(order.id);
  await fulfilOrder({ orderId: order.id });
  expect((await stateOf(order.id)).status).toBe('FULFILLED');
});

import { describe, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { given, jobs, stateOf } from '@/tests/given';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

const coverage = { createMany: { data: [{ countryCode: 'PT', networks: [{ name: 'Net', radioTypes: ['4G'] }] }] } };

/** An order at Airalo for 900 MB, and eSIM Go's plan of 1,000 MB for the same place; both sold for 2,000.00, bought for 1,000.00. */
async function ordered({ mayBeReplaced = true, quantity = 1 } = {}) {
  const mine = await given.plan();
  const other = await given.plan({ providerId: 'esimgo', providerPlanId: 'esim_1GB_7D_PT_V2', dataMegabytes: 1000 });
  await db().planCoverage.deleteMany();
  for (const plan of [mine, other]) await db().plan.update({ where: { id: plan.id }, data: { priceMinor: 200_000, dataMegabytes: plan.id === mine.id ? 900 : 1000, isOnSale: true, offSaleReason: null, coverage } });
  const facts = { mayBeReplaced, circuitOpenUntil: null };
  await db().providerState.upsert({ where: { providerId: 'airalo' }, create: { providerId: 'airalo', ...facts }, update: facts });
  return { ...(await given.order({ quantity })), mine, other };
}
const world = ownSandbox(() => emptyTables('providerState'));
const refuse = (code: number) => world.fault('airalo', 'order', { kind: 'status', status: 422, body: { code, reason: 'no' } });

describe('an order the provider refused for good', () => {
  test('moves to the equivalent plan, is bought there once, and says so', async () => {
    const order = await ordered();
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', purchases: [{ status: 'REFUSED', providerId: 'airalo' }] });
    await fulfilOrder({ orderId: order.id });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', totalMinor: order.totalMinor, refunds: [], purchases: [{ status: 'REFUSED' }, { status: 'READY', providerId: 'esimgo' }] });
    expect(state.lines).toMatchObject([{ providerId: 'esimgo', planId: order.other.id, replacedSnapshot: { slug: 'portugal-airalo' }, planSnapshot: { slug: 'portugal-esimgo', places: { PT: ['4G'] } } }]);
    expect(state.events.map(({ reason }) => reason)).toContain('moved to an equivalent plan');
    expect(state.esims).toHaveLength(1);
    expect(world.purchases(order.id)).toHaveLength(0);
  });

  test('because the plan was withdrawn takes that plan off sale as well', async () => {
    const order = await ordered();
    refuse(34);
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).lines).toMatchObject([{ providerId: 'esimgo' }]);
    expect(await jobs('catalog.refuse-plan', 'fado-mobile')).not.toHaveLength(0);
  });

  test('is moved to no less than was paid for, whatever the plan holds by now', async () => {
    const order = await ordered();
    await db().plan.update({ where: { id: order.mine.id }, data: { dataMegabytes: 500 } });
    await db().plan.update({ where: { id: order.other.id }, data: { dataMegabytes: 899 } });
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', refunds: [{ amountMinor: order.totalMinor }], lines: [{ providerId: 'airalo' }] });
  });

  test('is moved to no fewer places than were paid for, whatever the plan covers by now', async () => {
    const order = await ordered();
    const { lines: [line] } = await stateOf(order.id);
    await db().orderLine.update({ where: { id: line?.id ?? '' }, data: { planSnapshot: { ...(line?.planSnapshot as object), places: { PT: ['4G'], ES: ['4G'] } } } });
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', lines: [{ providerId: 'airalo' }] });
  });

  test('is moved to what was paid for though the plan holds more by now', async () => {
    const order = await ordered();
    await db().plan.update({ where: { id: order.mine.id }, data: { dataMegabytes: 5000 } });
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).lines).toMatchObject([{ providerId: 'esimgo', planSnapshot: { dataMegabytes: 1000 } }]);
  });

  test('is refunded where nobody switched replacing on', async () => {
    const order = await ordered({ mayBeReplaced: false });
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', refunds: [{ amountMinor: order.totalMinor }], lines: [{ providerId: 'airalo', replacedSnapshot: null }] });
  });

  test('is refunded where the equivalent would eat the margin', async () => {
    const order = await ordered();
    await db().plan.update({ where: { id: order.other.id }, data: { costMinor: 180_001 } });
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    await db().plan.update({ where: { id: order.other.id }, data: { costMinor: 100_000 } });
    expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED' });
  });

  test('is refunded once the second provider refuses too; it never goes in circles', async () => {
    const order = await ordered();
    await db().providerState.upsert({ where: { providerId: 'esimgo' }, create: { providerId: 'esimgo', mayBeReplaced: true }, update: { mayBeReplaced: true } });
    refuse(33);
    await fulfilOrder({ orderId: order.id });
    world.fault('esimgo', 'order', { kind: 'status', status: 403, body: { message: 'no available bundles' } });
    await fulfilOrder({ orderId: order.id });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'CANCELLED', purchases: [{ providerId: 'airalo', status: 'REFUSED' }, { providerId: 'esimgo', status: 'REFUSED' }] });
    expect(state.refunds).toHaveLength(1);
  });
});

test('an order whose outcome is unknown stays where it is', async () => {
  const order = await ordered();
  world.fault('airalo', 'order', { kind: 'act-then-hang-up' });
  await fulfilOrder({ orderId: order.id });
  expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', purchases: [{ status: 'UNKNOWN', providerId: 'airalo' }], lines: [{ providerId: 'airalo', replacedSnapshot: null }] });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { beginFulfilment } from '@/lib/orders/begin-fulfilment';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { keepPurchase, LeaseLost } from '@/lib/orders/settle-purchase';
import { getProvider } from '@/lib/providers/registry';
import { given, jobs, letTimePass, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { soon } from '@/tests/soon';

const world = ownSandbox();

/** Runs the order's work again and again, as the sweep would, until it rests. */
async function settle(orderId: string, until: string, tries = 12): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    await fulfilOrder({ orderId });
    if ((await stateOf(orderId)).status === until) return;
    await letTimePass(orderId);
  }
}

beforeAll(async () => {
  await given.plan();
});

describe.each(['airalo', 'esimgo'] as const)('an order at %s', (provider) => {
  test('is bought once, kept sealed and mailed per eSIM', async () => {
    const order = await given.order({ provider, quantity: 2 });
    await fulfilOrder({ orderId: order.id });
    const state = await stateOf(order.id);
    expect(state.status).toBe('FULFILLED');
    expect(state.purchases).toMatchObject([{ status: 'READY', inFlightKey: null }]);
    expect(state.esims).toHaveLength(2);
    for (const esim of state.esims) {
      expect(esim.sealedProfile).toMatch(/^v1\./);
      expect(JSON.stringify(esim)).not.toMatch(/LPA:1/);
      expect(await jobs('email.delivery', esim.id)).toHaveLength(1);
    }
    expect(world.purchases(state.purchases[0]?.providerOrderId ?? 'none')).toHaveLength(1);
  });

  test('that the provider took before hanging up is adopted, not bought again', async () => {
    const order = await given.order({ provider });
    world.fault(provider, 'order', { kind: 'act-then-hang-up' });
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'UNKNOWN' }]);
    await letTimePass(order.id);
    await settle(order.id, 'FULFILLED');
    const state = await stateOf(order.id);
    expect(state.status).toBe('FULFILLED');
    expect(state.purchases).toHaveLength(1);
    expect(world.purchases(state.purchases[0]?.providerOrderId ?? 'none')).toHaveLength(1);
  });

  test('run by ten workers at once is bought once', async () => {
    const order = await given.order({ provider });
    await Promise.all(Array.from({ length: 10 }, () => fulfilOrder({ orderId: order.id })));
    const state = await stateOf(order.id);
    expect(state.status).toBe('FULFILLED');
    expect(state.purchases).toHaveLength(1);
    expect(state.esims).toHaveLength(1);
  });
});

describe('an order', () => {
  test('whose worker died after buying is looked up and adopted', async () => {
    const order = await given.order();
    const begun = await beginFulfilment(order.id);
    if (!begun || !('step' in begun)) throw new Error('nothing to do');
    const { line, purchase } = begun.step;
    await getProvider('airalo').purchase({
      reference: purchase.reference, orderId: order.id, providerPlanId: line.providerPlanId, quantity: 1, summary: 'x',
      expectedUnitCost: { amountMinor: 100_000, currency: 'USD' }, sentAt: null,
    });
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).status).toBe('FULFILLING');
    await letTimePass(order.id);
    await settle(order.id, 'FULFILLED');
    expect((await stateOf(order.id)).status).toBe('FULFILLED');
    expect(world.purchases(order.id)).toHaveLength(1);
  });

  test('has its intent committed before the provider hears of it', async () => {
    const order = await given.order();
    world.fault('airalo', 'order', { kind: 'delay', ms: 3_000 });
    const work = fulfilOrder({ orderId: order.id });
    await soon(async () => expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'INTENDED', sentAt: expect.any(Date) }]));
    expect(world.purchases(order.id)).toHaveLength(0);
    await work;
    expect((await stateOf(order.id)).status).toBe('FULFILLED');
  });

  test('refused for good is refunded in full, says why, and takes the plan off sale', async () => {
    const order = await given.order();
    world.fault('airalo', 'order', { kind: 'status', status: 422, body: { code: 34, reason: 'invalid or out of stock' } });
    await fulfilOrder({ orderId: order.id });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'CANCELLED', refusal: { reason: 'plan-withdrawn' }, reviewReasons: [] });
    expect(state.refunds).toMatchObject([{ amountMinor: order.totalMinor, status: 'intended' }]);
    expect(await jobs('catalog.refuse-plan', 'fado-mobile')).not.toHaveLength(0);
    expect(world.purchases(order.id)).toHaveLength(0);
  });

  test('refused for want of stock tells the number that is left', async () => {
    const order = await given.order({ quantity: 10 });
    const body = { data: { quantity: 'SIM quantity is not available. Available quantity: 9.' }, meta: { message: 'the parameter is invalid' } };
    world.fault('airalo', 'order', { kind: 'status', status: 422, body });
    await fulfilOrder({ orderId: order.id });
    expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', refusal: { reason: 'not-enough-stock', availableQuantity: 9 } });
  });

  test('with the provider’s credit empty waits for staff and keeps the money', async () => {
    const order = await given.order();
    world.fault('airalo', 'order', { kind: 'status', status: 422, body: { code: 11, reason: 'Insufficient Airalo credit' } });
    await fulfilOrder({ orderId: order.id });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['out-of-funds'] });
    expect(state.refunds).toHaveLength(0);
  });

  test('answered with nonsense keeps the answer sealed, opens a case and is adopted', async () => {
    const order = await given.order();
    world.fault('airalo', 'order', { kind: 'garbage', body: '<html>LPA:1$secret$code</html>' });
    await fulfilOrder({ orderId: order.id });
    const seen = await stateOf(order.id);
    expect(seen.reviewReasons).toEqual(['answer-not-understood']);
    expect(seen.purchases[0]?.sealedAnswer).toMatch(/^v1\./);
    expect(seen.purchases[0]?.sealedAnswer).not.toContain('secret');
    await letTimePass(order.id);
    await settle(order.id, 'FULFILLED');
    expect((await stateOf(order.id)).status).toBe('FULFILLED');
    expect(world.purchases(order.id)).toHaveLength(1);
  });

  test('refused for the moment is bought afresh later', async () => {
    const order = await given.order();
    world.fault('airalo', 'order', { kind: 'status', status: 422, body: { code: 13, reason: 'maintenance' } });
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'REFUSED', errorCode: 'unavailable' }]);
    await letTimePass(order.id);
    await settle(order.id, 'FULFILLED');
    expect((await stateOf(order.id)).purchases.map(({ status }) => status)).toEqual(['REFUSED', 'READY']);
  });

  test('that cannot be found for long goes to a person, never to a second purchase', async () => {
    const order = await given.order();
    world.fault('airalo', 'order', { kind: 'hang-up-before-acting' });
    await fulfilOrder({ orderId: order.id });
    await rows(pool(), `UPDATE "Purchase" SET "sentAt" = now() - interval '1 hour' WHERE "lineId" IN (SELECT id FROM "OrderLine" WHERE "orderId" = $1::uuid)`, [order.id]);
    await letTimePass(order.id);
    await settle(order.id, 'NEEDS_REVIEW');
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['outcome unknown and not found'] });
    expect(world.purchases(order.id)).toHaveLength(0);
  });

  test('whose lease was taken over is not written by the one who lost it', async () => {
    const order = await given.order();
    const begun = await beginFulfilment(order.id);
    if (!begun || !('step' in begun)) throw new Error('nothing to do');
    await rows(pool(), `UPDATE "Order" SET "leaseToken" = gen_random_uuid() WHERE id = $1::uuid`, [order.id]);
    await expect(keepPurchase(begun, { status: 'ready', providerOrderId: 'x', esims: [] })).rejects.toBeInstanceOf(LeaseLost);
    expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'INTENDED' }]);
  });

  test('identical to one in flight at a provider without references waits for it', async () => {
    const [first, second] = [await given.order({ provider: 'esimgo' }), await given.order({ provider: 'esimgo' })];
    const begun = await beginFulfilment(first.id);
    expect(begun).toHaveProperty('step');
    expect(await beginFulfilment(second.id)).toHaveProperty('waitMs');
    expect((await stateOf(second.id)).purchases).toHaveLength(0);
    await db().purchase.updateMany({ where: { line: { orderId: first.id } }, data: { inFlightKey: null, status: 'REFUSED' } });
  });
});

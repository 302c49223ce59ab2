import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { isTaken, rows } from '@/lib/db/sql';
import { beginFulfilment } from '@/lib/orders/begin-fulfilment';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { retryOrder } from '@/lib/orders/retry-order';
import { closeIntent, giveToStaff, keepPurchase, refuseAndRefund, type Settling } from '@/lib/orders/settle-purchase';
import { ProviderError } from '@/lib/providers/provider-error';
import { getProvider } from '@/lib/providers/registry';
import { given, letTimePass, newestCase, stateOf } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';

type Wanted = Parameters<typeof given.order>[0];

async function begun(wanted: Wanted = {}): Promise<Settling> {
  const order = await given.order(wanted);
  const work = await beginFulfilment(order.id);
  if (!work || !('step' in work)) throw new Error('nothing to do');
  return work;
}
const actor = 'staff@example.com';

/** Buys what the step wants, as if by hand at the provider. */
const buyBeside = ({ step: { line }, lease }: Settling) =>
  getProvider(line.providerId).purchase({
    reference: `sf${randomUUID()}`, orderId: lease.orderId, providerPlanId: line.providerPlanId, quantity: line.quantity, summary: 'x',
    expectedUnitCost: { amountMinor: 100_000, currency: 'USD' }, sentAt: null,
  });

beforeAll(async () => {
  await given.plan();
});

afterEach(() => rows(pool(), `UPDATE "Purchase" SET "inFlightKey" = NULL WHERE "inFlightKey" IS NOT NULL`).then(() => undefined));

describe('what was bought', () => {
  test('is not bought again when staff start the order again', async () => {
    const order = await given.order();
    await fulfilOrder({ orderId: order.id });
    await db().order.update({ where: { id: order.id }, data: { status: 'NEEDS_REVIEW', reviewReasons: ['short-delivery'] } });
    expect(await retryOrder({ orderId: order.id, seenEventId: await newestCase(order.id), actor, nothingWasBought: true })).toEqual({ outcome: 'started' });
    await fulfilOrder({ orderId: order.id });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', purchases: [{ status: 'READY' }] });
    expect(await sandbox.purchases(order.id)).toHaveLength(1);
  });

  test('perhaps, is looked up when staff start again, and bought afresh only when they vouch for it', async () => {
    const work = await begun();
    const { orderId } = work.lease;
    await giveToStaff(work, 'outcome unknown and not found');
    await retryOrder({ orderId, seenEventId: await newestCase(orderId), actor });
    expect(await beginFulfilment(orderId)).toMatchObject({ step: { isFresh: false, purchase: { id: work.step.purchase.id } } });
    await db().order.update({ where: { id: orderId }, data: { status: 'NEEDS_REVIEW' } });
    await retryOrder({ orderId, seenEventId: await newestCase(orderId), actor, nothingWasBought: true });
    expect(await beginFulfilment(orderId)).toMatchObject({ step: { isFresh: true } });
    expect((await stateOf(orderId)).purchases.map(({ status }) => status)).toEqual(['REFUSED', 'INTENDED']);
  });

  // Quantities nobody else asks for: at a provider without references, others' orders must not look like these.
  test('for one order is not taken for another order’s, though nothing tells them apart', async () => {
    const first = await given.order({ provider: 'esimgo', quantity: 4 });
    await fulfilOrder({ orderId: first.id });
    expect((await stateOf(first.id)).status).toBe('FULFILLED');
    const second = await begun({ provider: 'esimgo', quantity: 4 });
    await letTimePass(second.lease.orderId);
    await fulfilOrder({ orderId: second.lease.orderId });
    expect(await stateOf(second.lease.orderId)).toMatchObject({ status: 'FULFILLING', reviewReasons: [], purchases: [{ status: 'UNKNOWN', providerOrderId: null }] });
  });

  test('twice where only one was wanted is for a person to tell apart', async () => {
    const work = await begun({ provider: 'esimgo', quantity: 5 });
    await buyBeside(work);
    await buyBeside(work);
    await letTimePass(work.lease.orderId);
    await fulfilOrder({ orderId: work.lease.orderId });
    expect(await stateOf(work.lease.orderId)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['several purchases match'], esims: [] });
  });

  test('under one number at the provider belongs to one purchase', async () => {
    const [first, second] = [await begun(), await begun()];
    const bought = { status: 'ready' as const, providerOrderId: randomUUID(), esims: [] };
    await keepPurchase(first, bought);
    expect(isTaken(await keepPurchase(second, bought).catch((error: unknown) => error))).toBe(true);
    expect((await stateOf(second.lease.orderId)).purchases).toMatchObject([{ status: 'INTENDED' }]);
  });
});

test.each<[string, (work: Settling) => Promise<void>]>([
  ['was refused', (work) => refuseAndRefund(work, new ProviderError('rejected', 'esimgo', { refusal: { reason: 'plan-withdrawn' } }))],
  ['failed before anything was bought', (work) => closeIntent(work, 'unavailable')],
  ['went to staff', (work) => giveToStaff(work, 'still preparing')],
])('a purchase that %s keeps no identical one waiting', async (_what, end) => {
  const work = await begun({ provider: 'esimgo', quantity: 9 });
  const next = await given.order({ provider: 'esimgo', quantity: 9 });
  expect(await beginFulfilment(next.id)).toHaveProperty('waitMs');
  await end(work);
  expect(await beginFulfilment(next.id)).toMatchObject({ step: { isFresh: true } });
});

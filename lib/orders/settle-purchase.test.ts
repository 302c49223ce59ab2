import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { isTaken, rows } from '@/lib/db/sql';
import { beginFulfilment } from '@/lib/orders/begin-fulfilment';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { openCase } from '@/lib/orders/open-case';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';
import { closeIntent, giveToStaff, keepPurchase, LeaseLost, notePreparing, noteUnknown, refuseAndRefund, type Settling } from '@/lib/orders/settle-purchase';
import type { EsimProfile } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import { given, letTimePass, stateOf } from '@/tests/given';
import { overlap } from '@/tests/overlap';

const profile = (iccid: string): EsimProfile => ({
  iccid, smdpAddress: 'smdp.example.com', matchingId: 'MATCH', lpa: 'LPA:1$smdp.example.com$MATCH', confirmationCode: null,
  appleInstallUrl: null, androidInstallUrl: null, apnIos: null, apnAndroid: null, isRoaming: null, msisdn: null,
});
const newIccid = () => `89${String(BigInt(`0x${randomUUID().replaceAll('-', '')}`)).slice(0, 17)}`;
const bought = (iccid: string, providerOrderId: string = randomUUID()) => ({ status: 'ready' as const, providerOrderId, esims: [profile(iccid)] });

async function begun(): Promise<Settling> {
  const order = await given.order();
  const work = await beginFulfilment(order.id);
  if (!work || !('step' in work)) throw new Error('nothing to do');
  return work;
}

beforeAll(async () => {
  await given.plan();
});

describe('who lost the lease writes nothing:', () => {
  const refusal = new ProviderError('rejected', 'airalo', { refusal: { reason: 'plan-withdrawn' } });
  test.each<[string, (work: Settling) => Promise<unknown>]>([
    ['keepPurchase', (work) => keepPurchase(work, bought(newIccid()))],
    ['notePreparing', (work) => notePreparing(work, { providerOrderId: 'p-1', hasPart: false })],
    ['noteUnknown', (work) => noteUnknown(work, new ProviderError('outcome-unknown', 'airalo'))],
    ['closeIntent', (work) => closeIntent(work, 'unavailable')],
    ['refuseAndRefund', (work) => refuseAndRefund(work, refusal)],
    ['giveToStaff', (work) => giveToStaff(work, 'still preparing')],
  ])('%s', async (_name, write) => {
    const work = await begun();
    const before = await stateOf(work.lease.orderId);
    await expect(write({ ...work, lease: { ...work.lease, token: randomUUID() } })).rejects.toThrow(LeaseLost);
    expect(await stateOf(work.lease.orderId)).toEqual(before);
    expect(await db().refund.count({ where: { payment: { orderId: work.lease.orderId } } })).toBe(0);
  });
});

test('what buying gives to staff is told, though they have the order for something else already', async () => {
  const work = await begun();
  await openCase(pool(), { orderId: work.lease.orderId, reason: 'refund-failed' });
  await giveToStaff(work, 'several purchases match');
  const state = await stateOf(work.lease.orderId);
  expect(state).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['refund-failed', 'several purchases match'], leaseToken: null });
  expect(state.events.filter(({ kind }) => kind === 'case').map(({ reason }) => reason)).toEqual(['refund-failed', 'several purchases match']);
});

test('a refusal and a refund that Stripe tells of at once lock in one order: both are kept', async () => {
  const work = await begun();
  const { orderId } = work.lease;
  await overlap({
    first: (sql) => rows(sql, 'SELECT id FROM "Payment" WHERE "orderId" = $1::uuid FOR UPDATE', [orderId]),
    second: () => refuseAndRefund(work, new ProviderError('rejected', 'airalo', { refusal: { reason: 'plan-withdrawn' } })),
    last: (sql) => noteOnOrder(sql, { orderId, kind: 'refund', reason: 'succeeded' }),
  });
  const { status, purchases, events } = await stateOf(orderId);
  expect({ status, purchases }).toMatchObject({ status: 'CANCELLED', purchases: [{ status: 'REFUSED' }] });
  expect(events).toContainEqual(expect.objectContaining({ kind: 'refund', reason: 'succeeded' }));
});

test('a move that needs the lease is not made with another one', async () => {
  const { lease } = await begun();
  const move = { orderId: lease.orderId, to: 'FULFILLED', reason: 'delivered' } as const;
  expect(await moveOrder(pool(), { ...move, leaseToken: randomUUID() })).toBe(false);
  expect(await moveOrder(pool(), { ...move, leaseToken: lease.token })).toBe(true);
});

test.each([[1, []], [2, ['more-than-ordered']]])('an order of one eSIM that got %i is delivered whole; the reasons of its case: %j', async (got, reviewReasons) => {
  const work = await begun();
  await keepPurchase(work, { ...bought(newIccid()), esims: Array.from({ length: got }, () => profile(newIccid())) });
  const state = await stateOf(work.lease.orderId);
  expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons });
  expect(state.esims).toHaveLength(got);
  expect(state.events.some(({ kind, reason }) => kind === 'case' && reason === 'more-than-ordered')).toBe(got > 1);
});

test('an order that ended holds no lease', async () => {
  const work = await begun();
  await keepPurchase(work, bought(newIccid()));
  const [order] = await rows(pool(), 'SELECT status, "leaseToken", "leaseExpiresAt" FROM "Order" WHERE id = $1::uuid', [work.lease.orderId]);
  expect(order).toEqual({ status: 'FULFILLED', leaseToken: null, leaseExpiresAt: null });
});

test('an eSIM that was delivered before is given to nobody else', async () => {
  const iccid = newIccid();
  await keepPurchase(await begun(), bought(iccid));
  const second = await begun();
  const failure = await keepPurchase(second, bought(iccid)).catch((error: unknown) => error);
  expect(isTaken(failure)).toBe(true);
  expect(await stateOf(second.lease.orderId)).toMatchObject({ status: 'FULFILLING', esims: [] });
});

test('an order whose purchase turns out to hold another order’s eSIM becomes a case', async () => {
  const first = await given.order();
  await fulfilOrder({ orderId: first.id });
  const [delivered] = (await stateOf(first.id)).purchases;
  const second = await begun();
  await rows(pool(), `UPDATE "Purchase" SET "providerOrderId" = 'elsewhere' WHERE id = $1::uuid`, [delivered?.id]);
  await rows(pool(), `UPDATE "Purchase" SET status = 'PREPARING', "providerOrderId" = $2 WHERE id = $1::uuid`, [second.step.purchase.id, delivered?.providerOrderId]);
  await letTimePass(second.lease.orderId);
  await fulfilOrder({ orderId: second.lease.orderId });
  expect(await stateOf(second.lease.orderId)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['already delivered to another order'], esims: [] });
});

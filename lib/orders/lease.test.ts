import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { beginFulfilment } from '@/lib/orders/begin-fulfilment';
import { LEASE_SECONDS, releaseLease, whileHolding, type Lease } from '@/lib/orders/lease';
import { closeIntent, keepPurchase, LeaseLost, type Settling } from '@/lib/orders/settle-purchase';
import { given, stateOf } from '@/tests/given';
import { soon } from '@/tests/soon';

async function begun(): Promise<Settling> {
  const order = await given.order();
  const work = await beginFulfilment(order.id);
  if (!work || !('step' in work)) throw new Error('nothing to do');
  return work;
}
const lost = (lease: Lease): Lease => ({ ...lease, token: randomUUID() });
const expiryOf = async ({ orderId }: Lease) => (await rows<{ at: Date | null }>(pool(), 'SELECT "leaseExpiresAt" AS at FROM "Order" WHERE id = $1::uuid', [orderId]))[0]?.at?.getTime() ?? null;
const endsSoon = ({ orderId }: Lease) => rows(pool(), `UPDATE "Order" SET "leaseExpiresAt" = now() + interval '1 second' WHERE id = $1::uuid`, [orderId]);

afterEach(() => {
  vi.useRealTimers();
});

test.each(['AWAITING_PAYMENT', 'NEEDS_REVIEW', 'FULFILLED', 'CANCELLED'])('an order that is %s is taken by no worker, and nothing is intended', async (status) => {
  const order = await given.order();
  await rows(pool(), `UPDATE "Order" SET status = $2::"OrderStatus" WHERE id = $1::uuid`, [order.id, status]);
  expect(await beginFulfilment(order.id)).toBeNull();
  expect(await stateOf(order.id)).toMatchObject({ status, purchases: [], leaseToken: null });
});

test('an order is taken over when its lease has ended, and not a moment before', async () => {
  const { lease } = await begun();
  expect(await beginFulfilment(lease.orderId)).toBeNull();
  await rows(pool(), `UPDATE "Order" SET "leaseExpiresAt" = now() - interval '1 millisecond' WHERE id = $1::uuid`, [lease.orderId]);
  expect(await beginFulfilment(lease.orderId)).toMatchObject({ step: { isFresh: false } });
});

test('only who holds the lease gives the order back', async () => {
  const { lease } = await begun();
  const before = await expiryOf(lease);
  expect(await releaseLease(pool(), lost(lease))).toBe(false);
  expect(await expiryOf(lease)).toBe(before);
  expect(await releaseLease(pool(), lease)).toBe(true);
  expect(await expiryOf(lease)).toBeNull();
});

test('only who holds the lease keeps it while working', async () => {
  const [{ lease: held }, { lease: taken }] = [await begun(), await begun()];
  await Promise.all([endsSoon(held), endsSoon(taken)]);
  const [heldBefore, takenBefore] = [await expiryOf(held), await expiryOf(taken)];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await whileHolding(lost(taken), () =>
    whileHolding(held, () => {
      vi.advanceTimersByTime(LEASE_SECONDS * 500);
      return soon(async () => expect(await expiryOf(held)).toBeGreaterThan((heldBefore ?? 0) + 10_000));
    }),
  );
  expect(await expiryOf(taken)).toBe(takenBefore);
});

describe('without the lease', () => {
  test('or with it, a purchase that was given up is not kept', async () => {
    const work = await begun();
    await closeIntent(work, 'unavailable');
    await expect(keepPurchase(work, { status: 'ready', providerOrderId: randomUUID(), esims: [] })).rejects.toThrow(LeaseLost);
    expect((await stateOf(work.lease.orderId)).purchases).toMatchObject([{ status: 'REFUSED', providerOrderId: null }]);
  });
});

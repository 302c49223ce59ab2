import { describe, expect, test, vi } from 'vitest';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { faultsOf } from '@/tests/audit';
import { given, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { startAfresh, workUntilRest } from '@/tests/shop-time';

vi.setConfig({ testTimeout: 120_000 });
const world = ownSandbox(startAfresh);

const STEP_MS = 5_000;
const meanwhile = () => world.advance(STEP_MS);

describe.each(['airalo', 'esimgo'] as const)('an order %s took before it hung up', (provider) => {
  test.each([0, 5, 30, 120])('and shows in its list after %d seconds only, is adopted and never bought again', async (seconds) => {
    world.settings(provider, { visibilityDelayMs: seconds * 1_000 });
    world.fault(provider, 'order', { kind: 'act-then-hang-up' });
    const order = await given.order({ provider, quantity: 2 });
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'UNKNOWN', providerOrderId: null }]);
    const { tookMs, steppedMs } = await workUntilRest([order.id], { stepMs: STEP_MS, most: 60, meanwhile });
    expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLED', reviewReasons: [], purchases: [{ status: 'READY' }] });
    expect(tookMs).toBeGreaterThanOrEqual(seconds * 1_000);
    expect(steppedMs).toBeLessThanOrEqual(seconds * 1_000 + 40_000);
    expect(world.purchases()).toHaveLength(1);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('and never shows, is a person’s after a while, and not before', async () => {
    world.settings(provider, { visibilityDelayMs: 3_600_000 });
    world.fault(provider, 'order', { kind: 'act-then-hang-up' });
    const order = await given.order({ provider, quantity: 3 });
    const { tookMs } = await workUntilRest([order.id], { stepMs: STEP_MS, most: 60, meanwhile });
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['outcome unknown and not found'] });
    expect(tookMs).toBeGreaterThan(120_000);
    expect(world.purchases()).toHaveLength(1);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });
});

test('identical orders in flight at a provider without references get one purchase each, though answers are lost and the list is late', async () => {
  world.settings('esimgo', { visibilityDelayMs: 20_000 });
  for (let lost = 0; lost < 3; lost += 1) world.fault('esimgo', 'order', { kind: 'act-then-hang-up' });
  await given.order({ provider: 'esimgo' });
  const orders = await Promise.all(Array.from({ length: 6 }, () => given.order({ provider: 'esimgo', quantity: 4 })));
  const ids = orders.map(({ id }) => id);
  await workUntilRest(ids, { stepMs: STEP_MS, most: 120, meanwhile });
  const states = await Promise.all(ids.map(stateOf));
  expect(states.map(({ status }) => status)).toEqual(ids.map(() => 'FULFILLED'));
  const bound = states.flatMap(({ purchases }) => purchases.map(({ providerOrderId }) => providerOrderId));
  expect(new Set(bound).size).toBe(6);
  expect(world.purchases()).toHaveLength(6);
  expect(await faultsOf(ids, world.purchases())).toEqual([]);
}, 120_000);

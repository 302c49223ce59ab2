import { expect, test, vi } from 'vitest';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { faultsOf } from '@/tests/audit';
import { given, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { startAfresh, workUntilRest } from '@/tests/shop-time';

vi.setConfig({ testTimeout: 120_000 });
const world = ownSandbox(startAfresh);

const STEP_MS = 20_000;
const BUNDLE = 'esim_1GB_7D_PT_V2';
const steps = { stepMs: STEP_MS, most: 60, meanwhile: () => world.advance(STEP_MS) };

test.each(['503', '500', 'header-only', 'empty'] as const)('an order answered with 503 while it is prepared for nine minutes, its install data with %s, is bought once and delivered, and no person is asked', async (pendingAs) => {
  world.settings('esimgo', { assignDelays: { [BUNDLE]: 9 * 60_000 }, pendingAnswer: '503', pendingAs });
  const order = await given.order({ provider: 'esimgo', quantity: 2 });
  await fulfilOrder({ orderId: order.id });
  expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'UNKNOWN', providerOrderId: null }]);
  const { steppedMs } = await workUntilRest([order.id], steps);
  const state = await stateOf(order.id);
  expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: [], purchases: [{ status: 'READY' }] });
  expect(state.events.filter(({ kind }) => kind === 'case')).toEqual([]);
  expect(state.esims).toHaveLength(2);
  expect(steppedMs).toBeGreaterThanOrEqual(9 * 60_000);
  expect(steppedMs).toBeLessThanOrEqual(11 * 60_000);
  expect(world.purchases()).toHaveLength(1);
  expect(await faultsOf([order.id], world.purchases())).toEqual([]);
});

import { vi } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { forgetCircuits } from '@/lib/providers/circuit';
import { listProviders } from '@/lib/providers/registry';
import { stateOf } from '@/tests/given';
import type { OwnSandbox } from '@/tests/own-sandbox';

const OLDER: Record<string, string[]> = {
  Order: ['createdAt', 'paidAt', 'statusChangedAt', 'leaseExpiresAt'],
  Purchase: ['intendedAt', 'sentAt', 'partSeenAt'],
  ProviderState: ['circuitOpenUntil', 'ordersHeldUntil'],
  ProviderTurn: ['nextAt', 'heldUntil'],
  FleetTopUp: ['intendedAt', 'sentAt'],
  FleetRun: ['startedAt'],
};

/** Everything the shop remembers becomes so much older: to it, the time has passed. */
export async function letShopAge(ms: number): Promise<void> {
  const by = `make_interval(secs => ${ms / 1_000})`;
  for (const [table, columns] of Object.entries(OLDER)) await rows(pool(), `UPDATE "${table}" SET ${columns.map((column) => `"${column}" = "${column}" - ${by}`).join(', ')}`);
  if (ms >= 60_000) await rows(pool(), `DELETE FROM "ProviderCalls" WHERE minute <= date_trunc('minute', now() - interval '2 minutes' + ${by})`);
  // A quick machine makes many of these steps in the second for which a process believes what it saw of a circuit.
  if (ms >= 1_000) forgetCircuits();
}

const RESTS = new Set(['FULFILLED', 'CANCELLED', 'NEEDS_REVIEW']);
const areAtRest = async (orderIds: readonly string[]): Promise<boolean> => (await Promise.all(orderIds.map(stateOf))).every(({ status }) => RESTS.has(status));

export type Steps = { stepMs: number; most: number; /** Done as the time passes: the other side's clock, faults that end. */ meanwhile?: (elapsedMs: number) => unknown };

/** Workers at all orders at once, again and again as time passes, until every order rests. Answers how long it took on the shop's clock, and how much of it was stepped over. */
export async function workUntilRest(orderIds: readonly string[], { stepMs, most, meanwhile }: Steps): Promise<{ tookMs: number; steppedMs: number }> {
  const startedAt = performance.now();
  for (let step = 0; ; step += 1) {
    await Promise.all(orderIds.map((orderId) => fulfilOrder({ orderId })));
    if (step >= most || (await areAtRest(orderIds))) return { tookMs: step * stepMs + performance.now() - startedAt, steppedMs: step * stepMs };
    await letShopAge(stepMs);
    await meanwhile?.((step + 1) * stepMs);
  }
}

/** The sandbox as it was made, nobody left alone or asked to stay away, and tokens it knows. */
export async function startAfresh(world: OwnSandbox): Promise<void> {
  world.reset();
  await vi.waitFor(async () => {
    for (const table of ['ProviderState', 'ProviderTurn', 'ProviderCalls']) await rows(pool(), `DELETE FROM "${table}"`);
    for (const provider of listProviders()) await provider.getBalance?.();
  }, { timeout: 10_000, interval: 200 });
  for (const wire of Object.values(world.wires)) wire.clear();
}

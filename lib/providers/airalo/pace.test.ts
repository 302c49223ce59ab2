import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { createHttpClient } from '@/lib/http/request';
import { scriptedServer } from '@/lib/http/scripted-server';
import { airaloPace, chargesFor } from '@/lib/providers/airalo/pace';
import type { Charge } from '@/lib/providers/paced';
import { withPriority } from '@/lib/providers/priority';
import { sharedTurns } from '@/lib/providers/turns/shared-turns';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function paced(ordersPerSecond: number | null = null) {
  const server = await scriptedServer(() => ({ body: {} }));
  const config = { clientId: randomUUID(), clientSecret: 'secret', apiUrl: server.url, brandName: null, ordersPerSecond };
  const http = createHttpClient(server.url, { pace: airaloPace(config) });
  stops.push(server.stop);
  const ask = (path: string, method: 'GET' | 'POST' = 'GET') => withPriority('customer', () => http.send({ method, path }));
  return { ask, requests: server.requests };
}

const config = { clientId: 'client', clientSecret: 'secret', apiUrl: 'http://127.0.0.1:1', brandName: null, ordersPerSecond: null };
/** When calls that all ask at one moment leave, on the line's own clock: as many as may at once, then one by one. */
async function slotsOf({ limit }: Charge, count: number): Promise<number[]> {
  const slotMs = 1_000 / limit.perSecond;
  const burstMs = ((limit.burst ?? 1) - 1) * slotMs;
  const account = randomUUID();
  const taken: number[] = [];
  for (let call = 0; call < count; call += 1) {
    const { slot } = await sharedTurns().take(account, { blockMs: slotMs, beforeMs: 0, aheadMs: 1e9, burstMs });
    if (slot) taken.push(slot.at);
  }
  const askedAt = (taken[0] ?? 0) + burstMs;
  return taken.map((at) => Math.max(at, askedAt));
}

/** The most of them any window holds, whatever moment fixed windows begin at and however windows slide; every third call is on its way for longer. */
function mostWithin(slots: readonly number[], windowMs: number, lateMs: number): number {
  const arrivals = slots.map((at, index) => at + (index % 3 === 0 ? lateMs : 0));
  return Math.max(...arrivals.map((begin) => arrivals.filter((at) => at >= begin && at < begin + windowMs).length));
}

const MINUTE = 60_000;
test.each([
  ['the token', '/v2/token', [[3, MINUTE]]],
  ['packages', '/v2/packages?limit=10', [[80, MINUTE]]],
  ['product information', '/v2/packages/a-package/product-information', [[60, MINUTE]]],
  ['usage of one eSIM, and of the company', '/v2/sims/8935100000000000017/usage', [[10, MINUTE], [5, 1_000]]],
  ['bundles of one eSIM', '/v2/sims/8935100000000000017/packages', [[10, MINUTE]]],
  ['top-ups of one eSIM', '/v2/sims/8935100000000000017/topups', [[10, MINUTE]]],
  ['refund requests', '/v2/refund', [[5, MINUTE]]],
  ['specimens of webhooks', '/v2/simulator/webhook', [[5, MINUTE]]],
  ['what has no published limit', '/v2/sims/8935100000000000017', []],
] satisfies [string, string, [number, number][]][])('%s: never more than §12 allows, in fixed windows or in sliding ones', async (_what, path, allowed) => {
  const charges = chargesFor(config)({ method: 'GET', path });
  expect(charges).toHaveLength(allowed.length);
  for (const [index, [most, windowMs]] of allowed.entries()) {
    const charge = charges[index];
    if (!charge) throw new Error('no charge');
    const slots = await slotsOf(charge, 2 * most + 20);
    expect(slots).toHaveLength(2 * most + 20);
    for (const lateMs of [0, 50, 100]) expect(mostWithin(slots, windowMs, lateMs), `${lateMs} ms late`).toBeLessThanOrEqual(most);
    expect(mostWithin(slots, windowMs, 0)).toBeGreaterThanOrEqual(Math.floor(most * 0.8));
  }
});

test('as many orders a second as the operator says are never one more, in fixed windows or in sliding ones', async () => {
  const [charge] = chargesFor({ ...config, ordersPerSecond: 5 })({ method: 'POST', path: '/v2/orders' });
  if (!charge) throw new Error('no charge');
  const slots = await slotsOf(charge, 30);
  for (const lateMs of [0, 10]) expect(mostWithin(slots, 1_000, lateMs)).toBe(5);
});

test('accounts, and eSIMs of one account, have limits of their own', () => {
  const account = (clientId: string, iccid: string) => chargesFor({ ...config, clientId })({ method: 'GET', path: `/v2/sims/${iccid}/usage` }).map(({ limit }) => limit.account);
  const [one, other, foreign] = [account('a', '11'), account('a', '12'), account('b', '11')] as const;
  expect(new Set([one[0], other[0], foreign[0], one[1], foreign[1]]).size).toBe(5);
  expect(one[1]).toBe(other[1]);
});

test('eSIMs do not stand in each other’s way, but share what the company may', async () => {
  const { ask, requests } = await paced();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 8 }, (_, n) => ask(`/v2/sims/8935100000000000${100 + n}/usage`)));
  expect(requests).toHaveLength(8);
  expect(performance.now() - startedAt).toBeGreaterThan(1_300);
});

test('orders are counted when the operator says so, and not otherwise', async () => {
  const free = await paced();
  const limited = await paced(20);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 6 }, () => limited.ask('/v2/orders', 'POST')));
  expect(performance.now() - startedAt).toBeGreaterThan(240);
  await Promise.all(Array.from({ length: 30 }, () => free.ask('/v2/orders', 'POST')));
  expect(free.requests).toHaveLength(30);
  expect(chargesFor(config)({ method: 'POST', path: '/v2/orders' })).toEqual([]);
});

test.each(['/v2/orders', '/v2/orders-async', '/v2/orders/topups', '/v2/future-orders', '/v2/voucher/esim'])('POST %s stands in the one line of what spends, and reading does not', (path) => {
  const charges = chargesFor({ ...config, ordersPerSecond: 5 });
  expect(charges({ method: 'POST', path })).toEqual(charges({ method: 'POST', path: '/v2/orders' }));
  expect(charges({ method: 'POST', path })).toHaveLength(1);
  expect(charges({ method: 'GET', path })).toEqual([]);
});

test.each([
  ['GET', '/v2/orders?limit=25'], ['GET', '/v2/orders/512001'], ['GET', '/v2/sims?limit=100'], ['GET', '/v2/sims/8935100000000000017/instructions'], ['PUT', '/v2/sims/8935100000000000017/brand'], ['GET', '/v2/future-orders'],
  ['POST', '/v2/cancel-future-orders'], ['GET', '/v2/compatible-devices-lite'], ['GET', '/v2/balance'], ['GET', '/v2/finance/exchange-rates'], ['POST', '/v2/notifications/opt-in'], ['POST', '/v2/notifications/opt-out'],
] as const)('%s %s has no published limit and is not held back', (method, path) => {
  expect(chargesFor(config)({ method, path })).toEqual([]);
});

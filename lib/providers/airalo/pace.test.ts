import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { createHttpClient } from '@/lib/http/request';
import { scriptedServer } from '@/lib/http/scripted-server';
import { airaloPace, chargesFor } from '@/lib/providers/airalo/pace';
import type { Charge } from '@/lib/providers/paced';
import { withPriority } from '@/lib/providers/priority';

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
/** What may leave in the worst window of a minute: a burst and all that follows. */
const perMinute = ({ limit }: Charge) => (limit.burst ?? 1) + 60 * limit.perSecond;

test.each([
  ['the token', '/v2/token', [3]],
  ['packages', '/v2/packages?limit=10', [80]],
  ['product information', '/v2/packages/a-package/product-information', [60]],
  ['usage of one eSIM, and of the company', '/v2/sims/8935100000000000017/usage', [10, 301]],
  ['bundles of one eSIM', '/v2/sims/8935100000000000017/packages', [10]],
  ['top-ups of one eSIM', '/v2/sims/8935100000000000017/topups', [10]],
  ['refund requests', '/v2/refund', [5]],
  ['specimens of webhooks', '/v2/simulator/webhook', [5]],
  ['what has no published limit', '/v2/sims/8935100000000000017', []],
])('%s: never more than §12 allows in a minute', (_what, path, most) => {
  expect(chargesFor(config)({ method: 'GET', path }).map(perMinute).map(Math.round)).toEqual(most);
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

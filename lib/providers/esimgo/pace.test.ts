import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { createHttpClient } from '@/lib/http/request';
import { scriptedServer, type Reply } from '@/lib/http/scripted-server';
import { esimGoPace } from '@/lib/providers/esimgo/pace';
import { withPriority } from '@/lib/providers/priority';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function paced(script: () => Reply, options: { ratePerSecond?: number; orderSpacingMs?: number } = {}) {
  const server = await scriptedServer(script);
  const config = { apiKey: randomUUID(), apiUrl: server.url, ratePerSecond: options.ratePerSecond ?? 1_000, orderSpacingMs: options.orderSpacingMs ?? 0 };
  const make = () => createHttpClient(server.url, { pace: esimGoPace(config) });
  stops.push(server.stop);
  return { make, requests: server.requests };
}
const taking = async (run: () => Promise<unknown>) => {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
};
const order = (type: string) => ({ method: 'POST' as const, path: '/orders', body: JSON.stringify({ type, assign: true }) });

test('two processes together stay within the tokens of a second (§4)', async () => {
  const { make } = await paced(() => ({ body: {} }), { ratePerSecond: 20 });
  const clients = [make(), make()];
  const took = await taking(() => Promise.all(Array.from({ length: 11 }, (_, n) => withPriority('order', () => (clients[n % 2] ?? make()).send({ method: 'GET', path: '/esims/1' })))));
  expect(took).toBeGreaterThan(490);
});

test('a call that proves dear is charged as such from then on', async () => {
  const { make } = await paced(() => ({ body: {}, headers: { 'x-ratelimit-cost': '4' } }), { ratePerSecond: 20 });
  const http = make();
  const ask = () => withPriority('order', () => http.send({ method: 'GET', path: '/esims/1' }));
  await ask();
  await ask();
  expect(await taking(ask)).toBeGreaterThan(150);
});

test('an empty window is waited out, a second at most whatever the answer says', async () => {
  const { make } = await paced(() => ({ body: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(Date.now() + 86_400_000).toISOString() } }));
  const http = make();
  const ask = () => withPriority('order', () => http.send({ method: 'GET', path: '/esims/1' }));
  await ask();
  const took = await taking(ask);
  expect(took).toBeGreaterThan(900);
  expect(took).toBeLessThan(5_000);
});

test('orders keep their distance where the account demands it; quotes do not', async () => {
  const { make } = await paced(() => ({ body: {} }), { orderSpacingMs: 400 });
  const http = make();
  const send = (type: string) => withPriority('order', () => http.send(order(type)));
  expect(await taking(async () => [await send('validate'), await send('validate'), await send('transaction')])).toBeLessThan(390);
  expect(await taking(() => send('transaction'))).toBeGreaterThan(300);
});

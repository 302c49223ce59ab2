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
  expect(await taking(async () => [await ask(), await ask()])).toBeGreaterThan(190);
});

test('an empty window is waited out, a second at most whatever the answer says', async () => {
  const { make } = await paced(() => ({ body: {}, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(Date.now() + 86_400_000).toISOString() } }));
  const http = make();
  const ask = () => withPriority('order', () => http.send({ method: 'GET', path: '/esims/1' }));
  // Longer than twenty seconds no order waits: it would be refused.
  expect(await taking(async () => [await ask(), await ask()])).toBeGreaterThan(990);
});

test('orders keep their distance where the account demands it', async () => {
  const { make } = await paced(() => ({ body: {} }), { orderSpacingMs: 1_000 });
  const http = make();
  const buy = () => withPriority('order', () => http.send(order('transaction')));
  expect(await taking(async () => [await buy(), await buy()])).toBeGreaterThan(990);
});

test('quotes take no order’s place', async () => {
  const { make, requests } = await paced(() => ({ body: {} }), { orderSpacingMs: 60_000 });
  const http = make();
  const send = (type: string) => withPriority('order', () => http.send(order(type)));
  for (const type of ['validate', 'validate', 'transaction', 'validate']) await send(type);
  await expect(send('transaction')).rejects.toMatchObject({ code: 'rate-limited' });
  expect(requests).toHaveLength(4);
});

const DEAR = { '/esims/8943108167000000020/bundles?limit=1': '10', '/networks?returnAll=true': '1' } as const;
/** Answers 10 for the bundles of an eSIM, 1 for networks, as `DEAR` says. */
async function asking(path: keyof typeof DEAR, ratePerSecond: number) {
  const { make } = await paced(() => ({ body: {}, headers: { 'x-ratelimit-cost': DEAR[path] } }), { ratePerSecond });
  const http = make();
  const ask = (asked: string) => withPriority('order', () => http.send({ method: 'GET', path: asked }));
  return { ask, first: () => ask(path) };
}

test('one eSIM is as dear as the next', async () => {
  const { ask, first } = await asking('/esims/8943108167000000020/bundles?limit=1', 20);
  await first();
  expect(await taking(async () => [await ask('/esims/8943108167000000046/bundles'), await ask('/orders')])).toBeGreaterThan(450);
});

test('networks are taken to be dear before any answer says so', async () => {
  const { ask, first } = await asking('/networks?returnAll=true', 10);
  expect(await taking(async () => [await first(), await ask('/orders')])).toBeGreaterThan(450);
});

// Only that nothing waits without need depends on how busy the machine is: that alone has another try.
const NOT_SLOWER = { retry: 3 };

const SPENT = { 'x-ratelimit-limit': '20', 'x-ratelimit-cost': '1', 'x-ratelimit-remaining': '0' };

test('a window our own turns can have spent is soon over; who was turned away shares it, and waits for its end', NOT_SLOWER, async () => {
  const replies: Reply[] = [];
  const { make } = await paced(() => replies.shift() ?? { body: {}, headers: { ...SPENT, 'x-ratelimit-reset': new Date(Date.now() + 990).toISOString() } }, { ratePerSecond: 20 });
  const http = make();
  const ask = () => withPriority('order', () => http.send({ method: 'GET', path: '/esims/1', attempts: 1 }));
  expect(await taking(async () => [await ask(), await ask()])).toBeLessThan(600);
  replies.push({ status: 429, headers: { 'retry-after': '0' }, body: {} });
  await ask();
  expect(await taking(async () => [await ask(), await ask()])).toBeGreaterThan(900);
});

test('what one call costs says nothing of another', NOT_SLOWER, async () => {
  const { ask, first } = await asking('/esims/8943108167000000020/bundles?limit=1', 20);
  await first();
  expect(await taking(() => ask('/esims/8943108167000000020/location'))).toBeLessThan(400);
});

test('what the answer says a call costs counts from then on', NOT_SLOWER, async () => {
  const { ask, first } = await asking('/networks?returnAll=true', 10);
  await first();
  await ask('/orders');
  expect(await taking(async () => [await ask('/networks?isos=FR'), await ask('/orders')])).toBeLessThan(450);
});

test('stock put onto an eSIM is an order too, and keeps its distance', async () => {
  const { make } = await paced(() => ({ body: {} }), { orderSpacingMs: 400 });
  const http = make();
  const apply = () => withPriority('order', () => http.send({ method: 'POST', path: '/esims/apply', body: '{}' }));
  expect(await taking(async () => [await apply(), await apply()])).toBeGreaterThan(390);
});

test('429 keeps everybody away as long as asked', async () => {
  let turnedAway = 0;
  const { make } = await paced(() => ((turnedAway += 1) === 1 ? { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Rate limit exceeded' } } : { body: {} }));
  const [one, other] = [make(), make()];
  const ask = (http: typeof one) => withPriority('order', () => http.send({ method: 'GET', path: '/orders', attempts: 1 }));
  expect(await taking(async () => [await ask(one), await ask(other)])).toBeGreaterThan(990);
});

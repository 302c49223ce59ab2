import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createHttpClient } from '@/lib/http/request';
import { scriptedServer } from '@/lib/http/scripted-server';
import { paced } from '@/lib/providers/paced';
import { withPriority } from '@/lib/providers/priority';
import type { Limit } from '@/lib/providers/take-turn';
import { createWindowClock } from '@/lib/providers/turns/window-clock';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const WINDOW_MS = 1_000;
type Windows = { allowed: number; beginBy: 'call' | 'clock'; offMs?: number };

/** A service that counts in fixed windows by its own clock and turns away what is too much. */
async function counting({ allowed, beginBy, offMs = 0 }: Windows) {
  let window = { endsAt: 0, spent: 0 };
  const statuses: number[] = [];
  let begun = 0;
  const server = await scriptedServer(async () => {
    const now = performance.now();
    if (now >= window.endsAt) begun += 1;
    if (now >= window.endsAt) window = { endsAt: beginBy === 'call' ? now + WINDOW_MS : (Math.floor(now / WINDOW_MS) + 1) * WINDOW_MS, spent: 0 };
    window.spent += 1;
    const headers = { 'x-remaining': String(Math.max(0, allowed - window.spent)), 'x-reset': String(window.endsAt + offMs) };
    const status = window.spent > allowed ? 429 : 200;
    statuses.push(status);
    // Answers need not come in the order of the calls.
    await sleep(5 + Math.random() * 60);
    return { status, headers, body: {} };
  });
  stops.push(server.stop);
  return { url: server.url, statuses, windows: () => begun };
}

function client(url: string, limit: Limit) {
  const windowEnd = createWindowClock(WINDOW_MS);
  const pace = paced({
    chargesOf: () => [{ limit }],
    windowOf: (answer, trip) => ({ limit, left: Number(answer.header('x-remaining')), endsAt: windowEnd({ ...trip, resetAt: Number(answer.header('x-reset')) }) }),
  });
  const http = createHttpClient(url, { pace });
  stops.push(http.close);
  return http;
}

const HOUR_MS = 3_600_000;
const WINDOWS: Windows[] = [
  { allowed: 20, beginBy: 'call' },
  { allowed: 20, beginBy: 'clock' },
  { allowed: 20, beginBy: 'call', offMs: HOUR_MS },
  { allowed: 20, beginBy: 'clock', offMs: -HOUR_MS },
];

async function callTogether(url: string, limit: Limit): Promise<void> {
  const clients = [client(url, limit), client(url, limit)] as const;
  await Promise.all(Array.from({ length: 61 }, (_, call) => withPriority('order', () => clients[call % 2 === 0 ? 0 : 1].send({ method: 'GET', path: '/', attempts: 1 }))));
}

test.each(WINDOWS)('two processes call as often as is allowed in windows of a second, and nobody is turned away: %j', async (windows) => {
  const { url, statuses } = await counting(windows);
  await callTogether(url, { providerId: 'test', account: randomUUID(), perSecond: windows.allowed });
  expect(statuses).toEqual(Array.from({ length: 61 }, () => 200));
});

// Only that nothing waits without need depends on how busy the machine is: that alone has another try.
test.each(WINDOWS)('the windows are used, four at best for three and a call: %j', { retry: 3 }, async (windows) => {
  const service = await counting(windows);
  await callTogether(service.url, { providerId: 'test', account: randomUUID(), perSecond: windows.allowed });
  expect(service.windows()).toBeGreaterThanOrEqual(4);
  expect(service.windows()).toBeLessThanOrEqual(5);
});

test('somebody else at the address used the window up: everybody waits for the next', async () => {
  const { url, statuses } = await counting({ allowed: 10, beginBy: 'call', offMs: 86_400_000 });
  await Promise.all(Array.from({ length: 9 }, () => fetch(url)));
  const limit = { providerId: 'test', account: randomUUID(), perSecond: 10 };
  const http = client(url, limit);
  for (let call = 0; call < 4; call += 1) await withPriority('order', () => http.send({ method: 'GET', path: '/', attempts: 1 }));
  expect(statuses).toEqual(Array.from({ length: 13 }, () => 200));
});

test('a date in Retry-After counts by the clock of who said it', async () => {
  const now = Date.now() - 86_400_000;
  const at = (ms: number) => new Date(now + ms).toUTCString();
  const server = await scriptedServer((_, index) => (index === 1 ? { status: 429, headers: { date: at(0), 'retry-after': at(1_000) } } : { body: {} }));
  stops.push(server.stop);
  const limit = { providerId: 'test', account: randomUUID(), perSecond: 1_000 };
  const http = createHttpClient(server.url, { pace: paced({ chargesOf: () => [{ limit }] }) });
  const startedAt = performance.now();
  for (let call = 0; call < 2; call += 1) await withPriority('order', () => http.send({ method: 'GET', path: '/', attempts: 1 }));
  expect(performance.now() - startedAt).toBeGreaterThan(990);
});

test('what waits in a second line still keeps its distance in the first', async () => {
  const arrivals: number[] = [];
  const server = await scriptedServer(() => {
    arrivals.push(performance.now());
    return { body: {} };
  });
  stops.push(server.stop);
  const spacing = { providerId: 'test', account: randomUUID(), perSecond: 1 };
  const tokens = { providerId: 'test', account: randomUUID(), perSecond: 1.5 };
  const orders = createHttpClient(server.url, { pace: paced({ chargesOf: () => [{ limit: spacing }, { limit: tokens }] }) });
  const reads = createHttpClient(server.url, { pace: paced({ chargesOf: () => [{ limit: tokens }] }) });
  const send = (http: typeof orders) => withPriority('order', () => http.send({ method: 'GET', path: '/' }));
  await send(reads);
  await Promise.all([send(orders), send(orders)]);
  const [, first = 0, second = 0] = arrivals;
  // Two thirds of a second without; how long a call is under way differs on a busy machine.
  expect(second - first).toBeGreaterThan(750);
});

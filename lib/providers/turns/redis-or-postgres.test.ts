import { randomUUID } from 'node:crypto';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, inject, test, vi } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { metricsRegistry } from '@/lib/metrics';
import type { ProviderError } from '@/lib/providers/provider-error';
import { holdTurns, takeTurn, type Limit } from '@/lib/providers/take-turn';
import { redisOrPostgres } from '@/lib/providers/turns/redis-or-postgres';
import type { TurnStore } from '@/lib/providers/turns/turn-store';
import { redisAt } from '@/lib/redis/client';
import { startRedis } from '@/scripts/redis.mjs';
import { soon } from '@/tests/soon';

const redisUrl = inject('redisUrl');
const stops: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const STAND = { inMs: 4_000, knownMs: 300, quietMs: 500 };

/** A road to Redis that can be cut, fall silent and be opened again, each process having its own. */
async function road() {
  const target = new URL(redisUrl ?? '');
  const sockets = new Set<net.Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  const server = net.createServer((socket) => {
    if (state === 'cut') return void socket.destroy();
    const onward = net.connect(Number(target.port), target.hostname);
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => end.destroy()).on('close', () => sockets.delete(end));
    }
    socket.on('data', (said: Buffer) => state === 'silent' || onward.write(said));
    onward.pipe(socket);
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    state = 'cut';
    for (const socket of sockets) socket.destroy();
  };
  stops.push(() => {
    cut();
    server.close();
  });
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, cut, silence: () => (state = 'silent'), open: () => (state = 'open') };
}

function processAt(url: string, name: string, redis = redisAt(url)) {
  stops.push(redis.close);
  return redisOrPostgres(redis, { name, stand: STAND });
}
const fresh = (perSecond = 20, burst = 1): Limit => ({ providerId: 'test', account: randomUUID(), perSecond, burst });
const order = async (limit: Limit, turns: TurnStore) => {
  await takeTurn({ ...limit, priority: 'order' }, turns);
  return performance.now();
};
const isInPostgres = async ({ account }: Limit) => (await rows(pool(), 'SELECT FROM "ProviderTurn" WHERE account = $1', [account])).length > 0;
const isBack = async (turns: TurnStore) => {
  const limit = fresh(2);
  await order(limit, turns);
  return !(await isInPostgres(limit));
};
const lossCount = async () => (await metricsRegistry.getSingleMetric('provider_turns_redis_lost_total')?.get())?.values[0]?.value ?? 0;

describe('where Redis is named', { skip: redisUrl === null }, () => {
  test('the line is in Redis, under a prefix and without a word of who we are', async () => {
    const { url } = await road();
    const limit = fresh();
    await order(limit, processAt(url, randomUUID()));
    expect(await isInPostgres(limit)).toBe(false);
    const redis = redisAt(redisUrl ?? '');
    stops.push(redis.close);
    expect(await redis.ask((client) => client.keys(`*${limit.account}*`))).toEqual([`simplify:turns:${limit.account}`]);
  });

  test('who loses Redis has PostgreSQL stand in for everybody; no order is lost, and a pause parts the two lines', async () => {
    const [name, one, other] = [randomUUID(), await road(), await road()];
    const processes = [processAt(one.url, name), processAt(other.url, name)] as const;
    const limit = fresh(20);
    const losses = await lossCount();
    await Promise.all(processes.map((turns) => order(limit, turns)));
    const calls = Array.from({ length: 40 }, (_, call) => order(limit, processes[call % 2 === 0 ? 0 : 1]));
    await Promise.race(calls);
    one.cut();
    const left = (await Promise.all(calls)).sort((a, b) => a - b);
    expect(await isInPostgres(limit)).toBe(true);
    expect(await lossCount()).toBe(losses + 1);
    const gaps = left.slice(1).map((leftAt, index) => leftAt - (left[index] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan(STAND.quietMs - 50);
    for (const leftAt of left) expect(left.filter((another) => another >= leftAt && another < leftAt + 1_000).length).toBeLessThanOrEqual(30);
  });

  test('a burst is not given again by whoever stands in', async () => {
    const { url, cut } = await road();
    const turns = processAt(url, randomUUID());
    const limit = fresh(0.01, 4);
    for (let call = 0; call < 4; call += 1) await order(limit, turns);
    cut();
    await expect(takeTurn({ ...limit, priority: 'order' }, turns)).rejects.toMatchObject({ code: 'rate-limited' });
    expect(await isInPostgres(limit)).toBe(false);
  });

  test('a pause that was told to Redis holds in PostgreSQL too', async () => {
    const { url, cut } = await road();
    const turns = processAt(url, randomUUID());
    const limit = fresh();
    const until = performance.now() + 2_500;
    await holdTurns(limit, 2_500, turns);
    cut();
    // A timer may fire a millisecond before its time.
    expect(await order(limit, turns)).toBeGreaterThanOrEqual(until - 2);
  });

  test('a pause that was told to PostgreSQL holds in Redis when it is back, for who stood in and for who starts then', async () => {
    const [name, { url, cut, open }] = [randomUUID(), await road()];
    const turns = processAt(url, name);
    const limit = fresh();
    cut();
    await order(limit, turns);
    await holdTurns(limit, 300_000, turns);
    open();
    await vi.waitFor(async () => expect(await isBack(turns)).toBe(true), { timeout: 20_000, interval: 200 });
    for (const process of [turns, processAt(url, name)]) {
      const refused = (await order(limit, process).catch((thrown: unknown) => thrown)) as ProviderError;
      expect(refused).toMatchObject({ code: 'rate-limited' });
      expect(refused.provider.retryAfterMs).toBeGreaterThan(200_000);
    }
  });

  test('a pause that PostgreSQL hears too late, when Redis has the line again, is told to Redis as well', async () => {
    const { url, cut, open } = await road();
    const turns = processAt(url, randomUUID());
    const limit = fresh();
    cut();
    await order(limit, turns);
    open();
    const elsewhere = await pool().connect();
    try {
      await elsewhere.query('BEGIN');
      await elsewhere.query('SELECT FROM "ProviderTurn" WHERE account = $1 FOR UPDATE', [limit.account]);
      const held = holdTurns(limit, 300_000, turns);
      await vi.waitFor(async () => expect(await isBack(turns)).toBe(true), { timeout: 20_000, interval: 200 });
      await elsewhere.query('COMMIT');
      await held;
    } finally {
      elsewhere.release();
    }
    await expect(order(limit, turns)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  test('what was read counts from when it was asked for: who hears it late asks again', async () => {
    const [name, { url }, limit] = [randomUUID(), await road(), fresh()];
    const redis = redisAt(url);
    await redis.ask((client) => client.ping());
    const turns = processAt(url, name, redis);
    const elsewhere = await pool().connect();
    try {
      const taken = turns.take(limit.account, { blockMs: 50, beforeMs: 0, aheadMs: 1e6, burstMs: 0 });
      await new Promise(setImmediate);
      const stoodIn = elsewhere.query(`INSERT INTO "ProviderTurn" (account, "nextAt", "heldUntil") SELECT 'turns:${name}', clock_timestamp(), clock_timestamp() + interval '1 minute' FROM pg_sleep(0.2)`);
      // This process stands still while another has PostgreSQL stand in.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
      await Promise.all([taken, stoodIn]);
      expect(await isInPostgres(limit)).toBe(true);
    } finally {
      elsewhere.release();
    }
  });

  test('should the row vanish by which PostgreSQL stands in, nobody calls before everybody knows', async () => {
    const [name, { url, cut, open }] = [randomUUID(), await road()];
    const turns = processAt(url, name);
    cut();
    expect(await isBack(turns)).toBe(false);
    open();
    await rows(pool(), 'DELETE FROM "ProviderTurn" WHERE account = $1', [`turns:${name}`]);
    const [inPostgres, inRedis]: [number[], number[]] = [[performance.now()], []];
    while (inRedis.length === 0) {
      const limit = fresh();
      const leftAt = await order(limit, turns);
      ((await isInPostgres(limit)) ? inPostgres : inRedis).push(leftAt);
    }
    expect((inRedis[0] ?? 0) - Math.max(...inPostgres)).toBeGreaterThan(STAND.quietMs - 50);
  });

  test('Redis has the line again after a while, and not while somebody still cannot reach it', async () => {
    const { url, cut, open } = await road();
    const turns = processAt(url, randomUUID());
    cut();
    const startedAt = performance.now();
    while (performance.now() - startedAt < 1.5 * STAND.inMs) expect(await isBack(turns)).toBe(false);
    open();
    await vi.waitFor(async () => expect(await isBack(turns)).toBe(true), { timeout: 20_000, interval: 200 });
  });

  test('the same Redis reached again goes on as if nothing had been', async () => {
    const [{ url, cut, open }, limit] = [await road(), fresh()];
    const redis = redisAt(url);
    const turns = processAt(url, randomUUID(), redis);
    await order(limit, turns);
    cut();
    await soon(() => expect(redis.isReady()).toBe(false));
    open();
    await order(limit, turns);
    expect(await isInPostgres(limit)).toBe(false);
  });

  test('a Redis that was started anew is not believed: what it knew is gone', async () => {
    const limit = fresh(0.01, 2);
    const first = await startRedis();
    if (!first) throw new Error('no redis-server');
    const redis = redisAt(first.url);
    const turns = processAt(first.url, randomUUID(), redis);
    for (let call = 0; call < 2; call += 1) await order(limit, turns);
    await first.stop();
    await soon(() => expect(redis.isReady()).toBe(false));
    const second = await startRedis({ port: first.port });
    stops.push(() => second?.stop());
    await expect(order(limit, turns)).rejects.toMatchObject({ code: 'rate-limited' });
    await vi.waitFor(async () => expect(await isBack(turns)).toBe(true), { timeout: 20_000, interval: 200 });
    await expect(order(limit, turns)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  test('a Redis that says nothing from the start is not waited for', async () => {
    const { url, silence, open } = await road();
    const turns = processAt(url, randomUUID());
    silence();
    const losses = await lossCount();
    const limit = fresh();
    await Promise.all(Array.from({ length: 3 }, () => order(limit, turns)));
    expect(await isInPostgres(limit)).toBe(true);
    expect(await lossCount()).toBe(losses + 1);
    open();
    await vi.waitFor(async () => expect(await isBack(turns)).toBe(true), { timeout: 20_000, interval: 200 });
  });

  test('a Redis that falls silent is given up once, and not asked for turns until it answers again', async () => {
    const { url, silence, open } = await road();
    const turns = processAt(url, randomUUID());
    const limit = fresh();
    await order(limit, turns);
    silence();
    const losses = await lossCount();
    const startedAt = performance.now();
    await order(limit, turns);
    expect(await isInPostgres(limit)).toBe(true);
    while (performance.now() - startedAt < 2_000 + 1.5 * STAND.inMs) expect(await isBack(turns)).toBe(false);
    expect(await lossCount()).toBe(losses + 1);
    open();
    await vi.waitFor(async () => expect(await isBack(turns)).toBe(true), { timeout: 20_000, interval: 200 });
  });

  test('without any Redis from the start, orders go on in PostgreSQL', async () => {
    const limit = fresh();
    await order(limit, processAt('redis://127.0.0.1:1', randomUUID()));
    expect(await isInPostgres(limit)).toBe(true);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import type { ProviderError } from '@/lib/providers/provider-error';
import { alignTurns, holdTurns, takeTurn, turnWaitMs, type Limit, type Priority, type Turn } from '@/lib/providers/take-turn';
import { postgresTurns } from '@/lib/providers/turns/postgres-turns';
import { redisTurns } from '@/lib/providers/turns/redis-turns';
import type { Slot, TurnStore } from '@/lib/providers/turns/turn-store';
import { redisAt } from '@/lib/redis/client';

const redisUrl = inject('redisUrl');
const redis = redisAt(redisUrl ?? 'redis://127.0.0.1:1');
afterAll(() => redis.close());

const PRIORITIES = ['order', 'top-up', 'customer', 'background'] as const;
const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const gaps = (numbers: readonly number[]) => sorted(numbers).slice(1).map((number, index) => number - (sorted(numbers)[index] ?? 0));
/** A timer may fire a millisecond before its time. */
const EARLY_MS = 2;
const fresh = (perSecond: number, burst = 1): Limit => ({ providerId: 'test', account: randomUUID(), perSecond, burst });
const times = <Result>(count: number, make: () => Result) => Array.from({ length: count }, make);
const failureOf = async (work: Promise<unknown>) => (await work.catch((thrown: unknown) => thrown)) as ProviderError;

function promises(turns: TurnStore): void {
  const take = (limit: Limit, priority: Priority, cost = 1) => takeTurn({ ...limit, priority, cost } satisfies Turn, turns);
  const slotOf = async (limit: Limit, priority: Priority, cost = 1) => (await take(limit, priority, cost)).slot.at;
  const hold = (limit: Limit, forMs: number) => holdTurns(limit, forMs, turns);
  /** When a call left, on the steady clock of this machine. */
  const leave = async (limit: Limit, priority: Priority) => {
    await take(limit, priority);
    return performance.now();
  };

  test.each(PRIORITIES)('%s calls at the same moment leave one by one, evenly spaced', async (priority) => {
    const limit = fresh(100);
    const slots = await Promise.all(times(25, () => slotOf(limit, priority)));
    expect(Math.min(...gaps(slots))).toBeGreaterThanOrEqual(9.99);
  });

  test('an order asked for last goes before everything that waits for a slot', async () => {
    const limit = fresh(100);
    await hold(limit, 1_500);
    const others = (['background', 'customer', 'top-up'] as const).flatMap((priority) => times(3, () => slotOf(limit, priority)));
    const order = await slotOf(limit, 'order');
    for (const slot of await Promise.all(others)) expect(slot).toBeGreaterThan(order);
  });

  test('orders go before top-ups, top-ups before a customer who looks, and everybody before the background', async () => {
    const limit = fresh(4);
    await hold(limit, 1_000);
    const waiting = PRIORITIES.toReversed().map((priority) => Promise.all(times(2, () => slotOf(limit, priority))));
    const [background = [], customer = [], topUp = [], order = []] = await Promise.all(waiting);
    const inLine = [order, topUp, customer, background].map(sorted).flat();
    expect(inLine).toEqual(sorted(inLine));
  });

  test.each(['top-up', 'customer', 'background'] as const)('an order waits for two slots at most, however many %s calls wait for theirs', async (priority) => {
    const limit = fresh(5);
    const waits: number[] = [];
    const watched: TurnStore = {
      ...turns,
      take: async (account, taking) => {
        const taken = await turns.take(account, taking);
        waits.push(taken.waitMs);
        return taken;
      },
    };
    const others = times(10, () => take(limit, priority));
    for (let order = 0; order < 5; order += 1) await takeTurn({ ...limit, priority: 'order' }, watched);
    expect(waits).toHaveLength(5);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 * 200 + 1);
    await Promise.all(others);
  });

  test.each(PRIORITIES)('what nobody else needs is used: %s calls alone leave as often as is allowed', async (priority) => {
    const limit = fresh(5);
    const slots = await Promise.all(times(9, () => slotOf(limit, priority)));
    expect(Math.max(...slots) - Math.min(...slots)).toBeLessThan(8 * 200 * 1.5);
  });

  test('who is asked to stay away keeps everybody away, and a shorter wish does not shorten it', async () => {
    const limit = fresh(100);
    const until = performance.now() + 400;
    await hold(limit, 400);
    await hold(limit, 1);
    for (const leftAt of await Promise.all(PRIORITIES.map((priority) => leave(limit, priority)))) expect(leftAt).toBeGreaterThanOrEqual(until - EARLY_MS);
  });

  test.each(PRIORITIES)('nobody stands in line for long: %s is told when to come back', async (priority) => {
    const limit = fresh(100);
    await hold(limit, 60_000);
    const error = await failureOf(take(limit, priority));
    expect(error).toMatchObject({ code: 'rate-limited', providerId: 'test', provider: { notAsked: true } });
    expect(error.provider.retryAfterMs).toBeGreaterThan(50_000);
    expect(error.provider.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('who is sent away takes no slot from the others', async () => {
    const limit = fresh(0.01);
    await take(limit, 'order');
    await Promise.allSettled(times(3, () => take(limit, 'order')));
    expect((await failureOf(take(limit, 'order'))).provider.retryAfterMs).toBeLessThanOrEqual(100_000);
  });

  test('a burst leaves at once; what follows waits for its slot, also after a pause', async () => {
    const limit = fresh(0.01, 5);
    for (let call = 1; call <= 5; call += 1) await take(limit, 'background');
    await hold(limit, 50);
    const { retryAfterMs } = (await failureOf(take(limit, 'background'))).provider;
    expect(retryAfterMs).toBeGreaterThan(60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(100_050);
  });

  test('no window sees more than is allowed, whatever the calls in it cost', async () => {
    const limit = fresh(50);
    const costs = [1, 5, 1, 1, 3, 5, 5, 1, 2, 1, 1, 5, 3, 1];
    const calls = await Promise.all(costs.map(async (cost) => ({ at: await slotOf(limit, 'order', cost), cost })));
    for (const { at: begin } of calls) {
      const spent = calls.filter(({ at }) => at >= begin && at < begin + 200 - 0.01).reduce((sum, { cost }) => sum + cost, 0);
      expect(spent).toBeLessThanOrEqual(10);
    }
  });

  /** Between which two moments, on our steady clock, the slot comes. */
  const comes = async (limit: Limit, slot: Slot): Promise<{ from: number; to: number }> => {
    const askedAt = performance.now();
    const waitMs = (await turns.look(limit.account, slot)) ?? Number.NaN;
    return { from: askedAt + waitMs, to: performance.now() + waitMs };
  };
  const inLine = async (limit: Limit, count: number) => {
    const slots: Slot[] = [];
    for (let call = 0; call < count; call += 1) {
      const { slot } = await turns.take(limit.account, { blockMs: 1_000 / limit.perSecond, beforeMs: 0, aheadMs: 1e6, burstMs: 0 });
      if (slot) slots.push(slot);
    }
    return slots;
  };

  test('slots taken before a pause move behind it and keep their distance; none is lost', async () => {
    const limit = fresh(1);
    const [, second, third, fourth] = await inLine(limit, 4);
    if (!second || !third || !fourth) throw new Error('no slots');
    const asked = performance.now();
    await hold(limit, 9_000);
    const done = performance.now();
    for (const [slot, behind] of [[second, 0], [third, 1_000], [fourth, 2_000]] as const) {
      const { from, to } = await comes(limit, slot);
      expect(to).toBeGreaterThanOrEqual(asked + 9_000 + behind - 0.1);
      expect(from).toBeLessThanOrEqual(done + 9_000 + behind + 0.1);
    }
  });

  test('who already waits for its slot when a pause is asked for stays away with the others', async () => {
    const limit = fresh(0.5);
    const calls = times(2, () => leave(limit, 'order'));
    await Promise.race(calls);
    const until = performance.now() + 2_300;
    await hold(limit, 2_300);
    expect(Math.max(...(await Promise.all(calls)))).toBeGreaterThanOrEqual(until - EARLY_MS);
  });

  test('what would come too early for the next window waits for it, once, however often it is said', async () => {
    const limit = fresh(1);
    const [first, ...others] = await inLine(limit, 7);
    const last = others.at(-2);
    if (!first || !last) throw new Error('no slots');
    const endsAt = performance.now() + 9_000;
    for (let time = 0; time < 3; time += 1) await alignTurns(limit, { slot: first, tokens: 5, endsInMs: endsAt - performance.now() }, turns);
    const { from, to } = await comes(limit, last);
    expect(to).toBeGreaterThanOrEqual(endsAt - 0.1);
    expect(from).toBeLessThan(endsAt + 900);
    expect(gaps(others.map(({ at }) => at)).map(Math.round)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
  });

  test('a window that ends before its time moves nothing', async () => {
    const limit = fresh(1);
    const [first, , third] = await inLine(limit, 3);
    if (!first || !third) throw new Error('no slots');
    const before = await comes(limit, third);
    await alignTurns(limit, { slot: first, tokens: 5, endsInMs: 10 }, turns);
    const after = await comes(limit, third);
    expect(after.to).toBeGreaterThanOrEqual(before.from);
    expect(after.from).toBeLessThanOrEqual(before.to + 0.1);
  });

  test('only the clock of the line counts: processes hours apart leave evenly, and stay away as long as asked', async () => {
    const clocks = [3_600_000, -7_200_000, 86_400_000];
    const now = Date.now.bind(Date);
    let asked = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + (clocks[(asked += 1) % clocks.length] ?? 0));
    try {
      const limit = fresh(50);
      const until = performance.now() + 3_000;
      await hold(limit, 3_000);
      const calls = await Promise.all(times(12, async () => ({ slot: await slotOf(limit, 'order'), leftAt: performance.now() })));
      for (const { leftAt } of calls) expect(leftAt).toBeGreaterThanOrEqual(until - EARLY_MS);
      for (const { leftAt } of calls) expect(leftAt).toBeLessThan(until + 3_000);
      for (const gap of gaps(calls.map(({ slot }) => slot))) expect(gap).toBeCloseTo(20, 1);
      expect(turnWaitMs(limit)).toBeLessThan(1_000);
    } finally {
      clock.mockRestore();
    }
  });
}

describe('in PostgreSQL', { concurrent: true }, () => {
  promises(postgresTurns());
});
describe('in Redis', { concurrent: true, skip: redisUrl === null }, () => {
  promises(redisTurns(redis));
});

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { ProviderError } from '@/lib/providers/provider-error';
import { holdTurns, takeTurn, type Priority } from '@/lib/providers/take-turn';

const PER_SECOND = 100;
const limit = (account: string, burst = 1) => ({ providerId: 'test', account, perSecond: PER_SECOND, burst });
const turn = (account: string, priority: Priority) => takeTurn({ ...limit(account), priority });
const gaps = (slots: Date[]) => slots.map(Number).sort((a, b) => a - b).slice(1).map((slot, index, sorted) => slot - (sorted[index - 1] ?? slot - 10));

test.each<Priority>(['order', 'top-up', 'customer', 'background'])('%s calls at the same moment leave one by one, evenly spaced', async (priority) => {
  const account = randomUUID();
  const slots = await Promise.all(Array.from({ length: 25 }, () => turn(account, priority)));
  expect(Math.min(...gaps(slots))).toBeGreaterThanOrEqual(1_000 / PER_SECOND - 1);
});

test('an order asked for last goes before everything that waits for a slot', async () => {
  const account = randomUUID();
  await holdTurns(limit(account), 1_500);
  const others = (['background', 'customer', 'top-up'] as const).flatMap((priority) => Array.from({ length: 3 }, () => turn(account, priority)));
  const order = await turn(account, 'order');
  for (const slot of await Promise.all(others)) expect(slot.getTime()).toBeGreaterThan(order.getTime());
});

test('who is asked to stay away keeps everybody away', async () => {
  const account = randomUUID();
  await holdTurns(limit(account), 300);
  const [{ until } = { until: new Date(0) }] = await rows<{ until: Date }>(pool(), 'SELECT "heldUntil" AS until FROM "ProviderTurn" WHERE account = $1', [account]);
  const slots = await Promise.all([turn(account, 'order'), turn(account, 'background')]);
  for (const slot of slots) expect(slot.getTime()).toBeGreaterThanOrEqual(until.getTime());
  await holdTurns(limit(account), 1);
  expect((await turn(account, 'order')).getTime()).toBeGreaterThan(until.getTime());
});

test.each<Priority>(['order', 'top-up', 'customer', 'background'])('nobody stands in line for long: %s is told when to come back', async (priority) => {
  const account = randomUUID();
  await holdTurns(limit(account), 60_000);
  const error: unknown = await turn(account, priority).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'rate-limited', providerId: 'test' });
  const { retryAfterMs } = (error as ProviderError).provider;
  expect(retryAfterMs).toBeGreaterThan(50_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

test('who is sent away takes no slot from the others', async () => {
  const account = randomUUID();
  await holdTurns(limit(account), 60_000);
  const nextAt = async () => (await rows<{ nextAt: Date }>(pool(), 'SELECT "nextAt" FROM "ProviderTurn" WHERE account = $1', [account]))[0]?.nextAt;
  const before = await nextAt();
  await Promise.allSettled([turn(account, 'order'), turn(account, 'background')]);
  expect(await nextAt()).toEqual(before);
});

test('a burst leaves at once; what follows waits for its slot', async () => {
  const burst = { providerId: 'test', account: randomUUID(), perSecond: 0.01, burst: 5 };
  for (let call = 1; call <= 5; call += 1) await takeTurn({ ...burst, priority: 'background' });
  const error: unknown = await takeTurn({ ...burst, priority: 'background' }).catch((thrown: unknown) => thrown);
  const { retryAfterMs } = (error as ProviderError).provider;
  expect(retryAfterMs).toBeGreaterThan(60_000);
  expect(retryAfterMs).toBeLessThanOrEqual(100_000);
});

test('being told to stay away spends the burst too', async () => {
  const burst = { providerId: 'test', account: randomUUID(), perSecond: 0.1, burst: 5 };
  await takeTurn({ ...burst, priority: 'order' });
  await holdTurns(burst, 60_000);
  await expect(takeTurn({ ...burst, priority: 'order' })).rejects.toMatchObject({ code: 'rate-limited' });
});

test('a dear call takes as many slots as it costs', async () => {
  const account = randomUUID();
  const first = await takeTurn({ ...limit(account), priority: 'order', cost: 5 });
  const second = await turn(account, 'order');
  expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(49);
});

test('slots taken before a pause move behind it and keep their distance; none is lost', async () => {
  const account = randomUUID();
  const slots = Array.from({ length: 20 }, () => turn(account, 'order'));
  await slots[2];
  await holdTurns(limit(account), 400);
  const [{ until } = { until: new Date(0) }] = await rows<{ until: Date }>(pool(), 'SELECT "heldUntil" AS until FROM "ProviderTurn" WHERE account = $1', [account]);
  const left = (await Promise.all(slots)).map(Number).sort((a, b) => a - b);
  const after = left.filter((slot) => slot > until.getTime() - 390);
  for (const slot of after) expect(slot).toBeGreaterThanOrEqual(until.getTime());
  expect(after.length).toBeGreaterThan(2);
  // Whoever was late for a slot before the pause leaves at its end, beside the first after it.
  const [, ...even] = after;
  const distances = even.slice(1).map((slot, index) => slot - (even[index] ?? 0));
  expect(Math.min(...distances)).toBeGreaterThanOrEqual(1_000 / PER_SECOND - 1);
  expect(Math.max(...distances)).toBeLessThanOrEqual(1_000 / PER_SECOND + 1);
});

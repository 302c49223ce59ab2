import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readLines } from '@/lib/providers/read-line';
import { listFleets, listProviders } from '@/lib/providers/registry';
import { holdTurns, takeTurn } from '@/lib/providers/take-turn';

const limit = (perSecond: number, burst = 1) => ({ purpose: 'orders' as const, perSecond, burst, account: `line:${randomUUID()}` });
const waitOf = async (asked: ReturnType<typeof limit>) => (await readLines([asked]))[0]?.waitMs ?? Number.NaN;

test('a line nobody stands in is empty, however often it is looked at', async () => {
  const asked = limit(0.01);
  for (let look = 0; look < 5; look += 1) expect(await waitOf(asked)).toBeLessThan(50);
});

test('a call that left is waited for, and looking makes the line no longer', async () => {
  const asked = limit(0.01);
  await takeTurn({ providerId: 'any', ...asked, priority: 'order' });
  const [first, second] = [await waitOf(asked), await waitOf(asked)];
  expect(first).toBeGreaterThan(60_000);
  expect(first).toBeLessThanOrEqual(100_000);
  expect(second).toBeLessThanOrEqual(first);
});

test('what may leave at once waits for nobody', async () => {
  const asked = limit(0.01, 3);
  await takeTurn({ providerId: 'any', ...asked, priority: 'order' });
  expect(await waitOf(asked)).toBeLessThan(50);
});

test('who was asked to stay away waits that long', async () => {
  const asked = limit(10);
  await holdTurns({ providerId: 'any', ...asked }, 30_000);
  expect(await waitOf(asked)).toBeGreaterThan(20_000);
});

test('every provider tells its limits, none twice, each in words of the port', async () => {
  const all = [...listProviders(), ...listFleets()];
  expect(all.length).toBeGreaterThanOrEqual(3);
  for (const { id, limits = [] } of all) {
    expect(limits.length, id).toBeGreaterThan(0);
    expect(new Set(limits.map(({ purpose }) => purpose)).size, id).toBe(limits.length);
    for (const { perSecond, burst } of limits) expect(perSecond > 0 && burst >= 1, id).toBe(true);
  }
  expect((await readLines([{ purpose: 'one-esim', perSecond: 1, burst: 1, account: null }]))[0]?.waitMs).toBeNull();
});

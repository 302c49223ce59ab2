import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { holdTurns, takeTurn, type Priority } from '@/lib/providers/take-turn';

const PER_SECOND = 100;
const turn = (account: string, priority: Priority) => takeTurn({ account, perSecond: PER_SECOND, priority });
const gaps = (slots: Date[]) => slots.map(Number).sort((a, b) => a - b).slice(1).map((slot, index, sorted) => slot - (sorted[index - 1] ?? slot - 10));

test.each<Priority>(['order', 'top-up', 'customer', 'background'])('%s calls at the same moment leave one by one, evenly spaced', async (priority) => {
  const account = randomUUID();
  const slots = await Promise.all(Array.from({ length: 25 }, () => turn(account, priority)));
  expect(Math.min(...gaps(slots))).toBeGreaterThanOrEqual(1_000 / PER_SECOND - 1);
});

test('an order asked for last goes before everything that waits for a slot', async () => {
  const account = randomUUID();
  await holdTurns(account, 1_500);
  const others = (['background', 'customer', 'top-up'] as const).flatMap((priority) => Array.from({ length: 3 }, () => turn(account, priority)));
  const order = await turn(account, 'order');
  for (const slot of await Promise.all(others)) expect(slot.getTime()).toBeGreaterThan(order.getTime());
});

test('who is asked to stay away keeps everybody away', async () => {
  const account = randomUUID();
  await holdTurns(account, 300);
  const [{ until } = { until: new Date(0) }] = await rows<{ until: Date }>(pool(), 'SELECT "nextAt" AS until FROM "ProviderTurn" WHERE account = $1', [account]);
  const slots = await Promise.all([turn(account, 'order'), turn(account, 'background')]);
  for (const slot of slots) expect(slot.getTime()).toBeGreaterThanOrEqual(until.getTime());
  await holdTurns(account, 1);
  expect((await turn(account, 'order')).getTime()).toBeGreaterThan(until.getTime());
});

test('a caller who gives up stops waiting', async () => {
  const account = randomUUID();
  await holdTurns(account, 60_000);
  const controller = new AbortController();
  const waiting = takeTurn({ account, perSecond: 1, priority: 'background', signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
});

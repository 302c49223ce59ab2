import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { tidyUp } from '@/lib/operations/tidy-up';

const ADD = `INSERT INTO "ProviderTurn" (account, "nextAt", "shiftSeconds", "heldUntil") VALUES ($1, now() - interval '2 days', $2, now() + make_interval(hours => $3::int))`;
type Turn = { shiftHours?: number; heldForHours?: number };

async function isKept({ shiftHours = 0, heldForHours }: Turn, account: string = randomUUID()): Promise<boolean> {
  await rows(pool(), ADD, [account, shiftHours * 3_600, heldForHours ?? null]);
  await tidyUp();
  return (await rows(pool(), 'SELECT FROM "ProviderTurn" WHERE account = $1', [account])).length === 1;
}

test('a turn long past goes, with its pause', async () => {
  expect([await isKept({}), await isKept({ shiftHours: 20 }), await isKept({ heldForHours: -25 })]).toEqual([false, false, false]);
});

test('an account that was asked to stay away keeps its row until a day after, on its own clock and on ours', async () => {
  expect([await isKept({ shiftHours: 30 }), await isKept({ heldForHours: 12 }), await isKept({ heldForHours: -20 })]).toEqual([true, true, true]);
});

test('PostgreSQL stands in for Redis for days, and its row stays', async () => {
  expect(await isKept({ heldForHours: 1 }, `turns:redis:${randomUUID()}`)).toBe(true);
});

import { expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { AT_ONCE, forgetRecords, KEPT_DAYS } from '@/lib/fleet/forget-records';
import { DAYS_SHOWN } from '@/lib/fleet/read-usage-days';

/** So many records, each delivery of three thousand received at one moment. */
const ADD = `INSERT INTO "FleetRecord" ("providerId", "recordKey", iccid, kind, at, raw, "receivedAt")
  SELECT 'onence', $1 || n, '8988228066600000000', 'usage', now() - $3::interval, '{}', now() - $2::interval - make_interval(secs => n / 3000) FROM generate_series(1, $4::int) n`;
type Records = { key: string; receivedAgo: string; atAgo?: string; count?: number };
const add = ({ key, receivedAgo, atAgo = receivedAgo, count = 1 }: Records) => rows(pool(), ADD, [key, receivedAgo, atAgo, count]);
const left = async () => (await db().fleetRecord.findMany({ select: { recordKey: true }, orderBy: { recordKey: 'asc' } })).map(({ recordKey }) => recordKey);

/** What each statement deletes, as the database counts it. */
async function countDeletions(): Promise<() => Promise<number[]>> {
  await pool().query(`CREATE TABLE "Deletion" (number serial, count int);
    CREATE FUNCTION count_deletion() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "Deletion" (count) SELECT count(*) FROM gone; RETURN NULL; END $$;
    CREATE TRIGGER count_deletion AFTER DELETE ON "FleetRecord" REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION count_deletion()`);
  return async () => (await rows<{ count: number }>(pool(), 'SELECT count FROM "Deletion" ORDER BY number')).map(({ count }) => count);
}

test('what was pushed is kept for its days after it came, however old it says it is, and then goes a batch at a time', async () => {
  const deletions = await countDeletions();
  await add({ key: 'past', receivedAgo: `${KEPT_DAYS} days 1 hour`, count: 2 * AT_ONCE + 500 });
  await add({ key: 'last-day', receivedAgo: `${KEPT_DAYS * 24 - 1} hours` });
  await add({ key: 'late', receivedAgo: '1 hour', atAgo: '90 days' });
  expect(await forgetRecords()).toBe(2 * AT_ONCE + 500);
  expect(await deletions()).toEqual([AT_ONCE, AT_ONCE, 500]);
  expect(await left()).toEqual(['last-day1', 'late1']);
  expect(await forgetRecords()).toBe(0);
});

test('a backlog that takes longer than the job may is left to the next one', async () => {
  await add({ key: 'backlog', receivedAgo: `${KEPT_DAYS} days 1 hour`, count: AT_ONCE + 500 });
  expect(await forgetRecords({ forMs: 0 })).toBe(AT_ONCE);
  expect(await forgetRecords({ forMs: 0 })).toBe(500);
});

test('the days of a SIM’s page, and the one before them, are always there', () => expect(KEPT_DAYS).toBeGreaterThan(DAYS_SHOWN + 1));

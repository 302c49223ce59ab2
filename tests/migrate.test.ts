import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { migrate } from '@/scripts/migrate.mjs';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  ends.push(() => client.end());
  return client;
}

/** Dropped at the end with the others that bear the template's name. */
async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('templateUrl'));
  url.pathname += `_${randomUUID().slice(0, 8)}`;
  await (await connect(inject('adminUrl'))).query(`CREATE DATABASE ${url.pathname.slice(1)}`);
  return url.href;
}

const ALL = path.join(import.meta.dirname, '../prisma/migrations');
/** Everything that comes before the migration of that name. */
function migrationsBefore(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  for (const each of readdirSync(ALL)) if (each < name) cpSync(path.join(ALL, each), path.join(folder, each), { recursive: true });
  return folder;
}

const INVALID = 'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid';
const RECORD = `INSERT INTO "FleetRecord" ("providerId", "recordKey", iccid, kind, at, raw) VALUES ('onence', $1, '8988228066600000000', 'event', now(), '{}')`;

test('two machines that start at once migrate one after the other, and neither fails', async () => {
  const url = await emptyDatabase();
  const applied: string[] = [];
  await Promise.all([1, 2].map(() => migrate({ url, log: (line: string) => void applied.push(line) })));
  expect(applied.toSorted()).toEqual([...new Set(applied)].toSorted());
  expect((await (await connect(url)).query(INVALID)).rows).toEqual([]);
});

test('pushes go on while the index on their age is built', async () => {
  const url = await emptyDatabase();
  const name = '20261130030000_fleet_records_age';
  await migrate({ url, folder: migrationsBefore(name) });
  const [slow, quick] = [await connect(url), await connect(url)];
  await slow.query('BEGIN');
  await slow.query(RECORD, ['slow']);
  const done = migrate({ url });
  await vi.waitFor(async () => expect((await quick.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%FleetRecord_receivedAt_idx%' AND wait_event_type = 'Lock'`)).rowCount).toBe(1), { timeout: 20_000 });
  await quick.query(`SET lock_timeout = '2s'`);
  await expect(quick.query(RECORD, ['quick'])).resolves.toMatchObject({ rowCount: 1 });
  await slow.query('COMMIT');
  await done;
  expect((await quick.query(INVALID)).rows).toEqual([]);
});

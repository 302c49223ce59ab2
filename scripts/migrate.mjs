// Applies prisma/migrations the way `prisma migrate deploy` does (same table, same checksums, same lock), with nothing but `pg`;
// then the job queue's own migrations.
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;
const PRISMA_LOCK = 72707369;
const LOOK_EVERY_MS = 200;

/** Asked for again and again: whoever stood waiting in one statement would hold a snapshot, which an index built CONCURRENTLY by the one before waits for. */
async function takeLock(client) {
  for (;;) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS "isOurs"', [PRISMA_LOCK]);
    if (rows[0].isOurs) return;
    await sleep(LOOK_EVERY_MS);
  }
}

async function applyOne(client, name, sql) {
  const id = randomUUID();
  const checksum = createHash('sha256').update(sql).digest('hex');
  await client.query('INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)', [id, checksum, name]);
  try {
    await client.query(sql);
  } catch (error) {
    await client.query('UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1', [id, String(error)]);
    throw new Error(`migration ${name} failed: ${error.message}`, { cause: error });
  }
  await client.query('UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}

async function applyAll(client, folder, log) {
  await takeLock(client);
  await client.query(TABLE);
  const { rows } = await client.query('SELECT migration_name, checksum, finished_at, rolled_back_at FROM "_prisma_migrations"');
  const failed = rows.find((row) => !row.finished_at && !row.rolled_back_at);
  if (failed) throw new Error(`migration ${failed.migration_name} failed earlier: fix it, then run prisma migrate resolve`);
  const done = new Map(rows.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => [row.migration_name, row.checksum]));
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  for (const name of names) {
    const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
    if (!done.has(name)) {
      await applyOne(client, name, sql);
      log(`applied ${name}`);
    } else if (done.get(name) !== createHash('sha256').update(sql).digest('hex')) {
      throw new Error(`migration ${name} was edited after it was applied`);
    }
  }
}

export async function migrate({ url, folder = path.join(import.meta.dirname, '../prisma/migrations'), log = (_line) => {} }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await applyAll(client, folder, log);
  } finally {
    await client.end();
  }
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL is not set');
  await migrate({ url: process.env.DATABASE_URL, log: console.log });
}

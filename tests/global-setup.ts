import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startSandbox } from '../sandbox/server.ts';
import { startPostgres } from '../scripts/embedded-postgres.mjs';
import { migrate } from '../scripts/migrate.mjs';
import { startRedis } from '../scripts/redis.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    templateUrl: string;
    adminUrl: string;
    /** Null where there is none and none could be installed: what needs it is then skipped, but not in CI. */
    redisUrl: string | null;
    sandbox: { controls: string; airalo: string; esimgo: string; stripe: string; smtp: string; onence: string };
  }
}

type Server = { url: string; stop: () => Promise<void> };

async function startServer(): Promise<Server> {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  const folder = path.join(os.tmpdir(), `simplify-test-${randomUUID()}`);
  const server: Server = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

async function startRedisServer(): Promise<Server | null> {
  const server: Server | null = await startRedis({ log: (line: string) => void process.stdout.write(`${line}\n`) });
  if (server) return server;
  if (process.env.CI) throw new Error('there is no redis-server, and none could be installed');
  process.stderr.write('\n!! No redis-server on PATH, and none could be installed: every test of turns in Redis is SKIPPED. They run in CI.\n\n');
  return null;
}

const withDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

/** One server, one migrated template database and one sandbox for the whole run; each test file copies the template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const redis = await startRedisServer();
  const template = `template_${randomUUID().replaceAll('-', '')}`;
  const adminUrl = withDatabase(server.url, 'postgres');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${template}`);
  await migrate({ url: withDatabase(server.url, template) });
  const sandbox = await startSandbox({ port: 0 });
  const patch = (service: string, change: object) =>
    fetch(`${sandbox.urls.controls}/settings/${service}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });
  // Each file has its own database and so its own token: the real limits would be for one shop, not for dozens.
  await patch('airalo', { tokensPerMinute: 100_000, packagesPerMinute: 100_000, usagePerSecond: 100_000 });
  await patch('esimgo', { ratePerSecond: 100_000 });
  await patch('onence', { simsPerSecond: 100_000, ordersPerFiveMinutes: 100_000, tokensPerMinute: 100_000 });
  project.provide('templateUrl', withDatabase(server.url, template));
  project.provide('adminUrl', adminUrl);
  project.provide('redisUrl', redis?.url ?? null);
  project.provide('sandbox', sandbox.urls);
  return async () => {
    await redis?.stop();
    await sandbox.stop();
    const { rows } = await admin.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname = $1 OR datname LIKE $2', [template, `${template}_%`]);
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    await admin.end();
    await server.stop();
  };
}

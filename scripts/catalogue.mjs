import path from 'node:path';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
import { root, runToEnd, tsx } from './processes.mjs';

export const workerEnv = { TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.worker.json'), NODE_ENV: 'production' };

const SOURCES = ['sandbox/catalogue', 'sandbox/airalo', 'sandbox/esimgo', 'lib/catalog', 'lib/providers', 'prisma/migrations'];
const ADDRESSES = ['AIRALO_CLIENT_ID', 'ESIMGO_API_KEY'];
const COMPLETED = `SELECT count(DISTINCT "providerId")::int AS providers FROM "CatalogSync" WHERE status = 'completed'`;

async function completedSyncs(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(COMPLETED)).rows[0].providers;
  } finally {
    await client.end();
  }
}

/**
 * Reads the catalogues. With `isKept`, not again while sources and accounts are those of the last time and its plans are there.
 * A provider that cannot be read does not keep the shop shut: the worker tries again.
 */
export async function readCatalogues(settings, { isKept = false, log }) {
  const accounts = ADDRESSES.map((name) => settings[name] ?? '');
  const wanted = isKept ? await fingerprint(SOURCES, accounts.join()) : '';
  const isFresh = isKept && (await isStamped('catalogue', wanted)) && (await completedSyncs(settings.DATABASE_URL)) >= accounts.filter(Boolean).length;
  if (isFresh) return;
  log('reading the catalogues');
  try {
    const printed = await runToEnd('sync-catalog', tsx('worker/sync-catalog.ts'), { env: { ...settings, ...workerEnv }, timeoutMs: 300_000 });
    for (const line of printed.split('\n').filter((each) => /plans read|held|configured/.test(each))) log(`   ${line}`);
    if (isKept) await stamp('catalogue', wanted);
  } catch (error) {
    log(error.message);
  }
}

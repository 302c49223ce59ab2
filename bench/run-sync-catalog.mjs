// Rounds of bench/sync-catalog.ts: the shop's sync and plain SQL take turns, each in a fresh process on a fresh database of a throw-away server.
//   node bench/run-sync-catalog.mjs [plans] [rounds]
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../scripts/embedded-postgres.mjs';
import { migrate } from '../scripts/migrate.mjs';
import { root } from '../scripts/processes.mjs';
import { demoSecrets, shopSettings } from '../scripts/settings.mjs';

const run = promisify(execFile);
const plans = Number(process.argv[2] ?? 30_000);
const rounds = Number(process.argv[3] ?? 3);
const KINDS = ['first', 'unchanged', 'changed'];
const MAX_GROWTH_MEGABYTES = 64;

const folder = path.join(os.tmpdir(), `simplify-bench-${process.pid}`);
const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
const admin = new pg.Client({ connectionString: database.url });
await admin.connect();

const nowhere = 'http://127.0.0.1:9';
const settings = shopSettings({
  databaseUrl: database.url, port: 3000, secrets: await demoSecrets(folder), given: {},
  sandboxUrls: { controls: nowhere, airalo: nowhere, esimgo: nowhere, stripe: nowhere, smtp: 'smtp://127.0.0.1:9', onence: nowhere },
});

async function measure(how, round) {
  const name = `${how}_${round}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  await migrate({ url: url.href });
  const env = { ...process.env, ...settings, DATABASE_URL: url.href, LOG_LEVEL: 'silent', NODE_ENV: 'production', TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.worker.json') };
  const { stdout } = await run(process.execPath, ['--max-semi-space-size=2', '--import', 'tsx', 'bench/sync-catalog.ts', how, String(plans)], { cwd: root, env });
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  return JSON.parse(stdout);
}

const perSecond = (ms) => Math.round(plans / (ms / 1000)).toLocaleString('en');
const shown = (ours, plain) =>
  `${perSecond(ours.ms).padStart(7)}/s  plain ${perSecond(plain.ms).padStart(7)}/s  ratio ${(plain.ms / ours.ms).toFixed(2)}  memory +${ours.grownMegabytes.toFixed(0)} MB (plain +${plain.grownMegabytes.toFixed(0)})  WAL ${ours.walMegabytes.toFixed(1)} MB (plain ${plain.walMegabytes.toFixed(1)})`;
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  console.log(`${plans.toLocaleString('en')} plans, load ${os.loadavg()[0].toFixed(2)}`);
  const ratios = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  let grown = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const order = round % 2 === 1 ? ['sync', 'plain'] : ['plain', 'sync'];
    const found = {};
    for (const how of order) found[how] = await measure(how, round);
    for (const kind of KINDS) {
      console.log(`round ${round} ${kind.padEnd(9)} ${shown(found.sync[kind], found.plain[kind])}`);
      ratios[kind].push(found.plain[kind].ms / found.sync[kind].ms);
      grown = Math.max(grown, found.sync[kind].grownMegabytes);
    }
  }
  for (const kind of KINDS) console.log(`${kind.padEnd(9)} ratio ${middle(ratios[kind]).toFixed(2)} (${Math.min(...ratios[kind]).toFixed(2)}–${Math.max(...ratios[kind]).toFixed(2)})`);
  console.log(`resident memory grew by at most ${grown.toFixed(0)} MB in one sync (goal: ${MAX_GROWTH_MEGABYTES})`);
} finally {
  await admin.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);

// Rounds of bench/sync-catalog.ts: the shop's sync and plain SQL take turns, each in a fresh process on a fresh database of a throw-away server.
//   node bench/run-sync-catalog.mjs [plans,plans,…] [rounds]
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../scripts/embedded-postgres.mjs';
import { migrate } from '../scripts/migrate.mjs';
import { root, tsx } from '../scripts/processes.mjs';
import { demoSecrets, shopSettings } from '../scripts/settings.mjs';

const run = promisify(execFile);
const sizes = (process.argv[2] ?? '1000,10000,30000,100000').split(',').map(Number);
const rounds = Number(process.argv[3] ?? 3);
const KINDS = ['first', 'unchanged', 'changed'];
const GOALS = { ratio: 0.6, exponent: 1.05, megabytes: 64 };

const folder = path.join(os.tmpdir(), `simplify-bench-${process.pid}`);
const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
const admin = new pg.Client({ connectionString: database.url });
await admin.connect();

const nowhere = 'http://127.0.0.1:9';
const settings = shopSettings({
  databaseUrl: database.url, port: 3000, secrets: await demoSecrets(folder), given: {},
  sandboxUrls: { controls: nowhere, airalo: nowhere, esimgo: nowhere, stripe: nowhere, smtp: 'smtp://127.0.0.1:9', onence: nowhere },
});

async function measure(how, plans, round) {
  const name = `${how}_${plans}_${round}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  await migrate({ url: url.href });
  const env = { ...process.env, ...settings, DATABASE_URL: url.href, LOG_LEVEL: 'silent', NODE_ENV: 'production', TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.worker.json') };
  const [command, ...options] = tsx('bench/sync-catalog.ts', how, String(plans));
  const { stdout } = await run(command, options, { cwd: root, env });
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  return JSON.parse(stdout);
}

const shownRate = (plans, ms) => Math.round(plans / (ms / 1000)).toLocaleString('en').padStart(7);
const shown = (plans, ours, plain) =>
  `${shownRate(plans, ours.ms)}/s  plain ${shownRate(plans, plain.ms)}/s  ratio ${(plain.ms / ours.ms).toFixed(2)}  memory +${ours.grownMegabytes.toFixed(0)} MB (plain +${plain.grownMegabytes.toFixed(0)})  WAL ${ours.walMegabytes.toFixed(1)} MB (plain ${plain.walMegabytes.toFixed(1)})  ` +
  `rows written ${Object.entries(ours.rowsWritten).map(([table, count]) => `${table} ${count}`).join(', ')}; pages expired ${ours.pagesExpired}`;
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The slope of time over size, both as logarithms, by least squares: 1 = twice the plans take twice as long. */
function growthExponent(points) {
  const [xs, ys] = [points.map(([size]) => Math.log(size)), points.map(([, ms]) => Math.log(ms))];
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  return xs.reduce((sum, x, index) => sum + (x - mx) * (ys[index] - my), 0) / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

async function measureSize(plans) {
  console.log(`${plans.toLocaleString('en')} plans, load ${os.loadavg()[0].toFixed(2)}`);
  const found = Object.fromEntries(KINDS.map((kind) => [kind, { ratios: [], ms: [], megabytes: 0 }]));
  for (let round = 1; round <= rounds; round += 1) {
    const order = round % 2 === 1 ? ['sync', 'plain'] : ['plain', 'sync'];
    const turn = {};
    for (const how of order) turn[how] = await measure(how, plans, round);
    for (const kind of KINDS) {
      console.log(`round ${round} ${kind.padEnd(9)} ${shown(plans, turn.sync[kind], turn.plain[kind])}`);
      found[kind].ratios.push(turn.plain[kind].ms / turn.sync[kind].ms);
      found[kind].ms.push(turn.sync[kind].ms);
      found[kind].megabytes = Math.max(found[kind].megabytes, turn.sync[kind].grownMegabytes);
    }
  }
  return { plans, found };
}

try {
  const measured = [];
  for (const plans of sizes) measured.push(await measureSize(plans));
  for (const kind of KINDS) {
    for (const { plans, found } of measured) {
      const { ratios, megabytes } = found[kind];
      console.log(`${kind.padEnd(9)} ${plans.toLocaleString('en').padStart(7)} plans: ratio ${middle(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}; goal ${GOALS.ratio}), memory +${megabytes.toFixed(0)} MB (goal ${GOALS.megabytes})`);
    }
    if (measured.length > 1) console.log(`${kind.padEnd(9)} time grows with size to the power of ${growthExponent(measured.map(({ plans, found }) => [plans, middle(found[kind].ms)])).toFixed(3)} (goal ${GOALS.exponent})`);
  }
} finally {
  await admin.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);

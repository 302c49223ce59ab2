// npm test: everything that proves the project, on a machine with nothing but Node and npm.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { bin, generateClient, installPackages } from './prepare.mjs';
import { runToEnd, whenNpmEnds } from './processes.mjs';

const began = Date.now();
const log = (line) => console.log(`${String(((Date.now() - began) / 1000).toFixed(1)).padStart(7)} s  ${line}`);
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7).split(',') ?? null;
const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('--only='));
const scratch = path.join(os.tmpdir(), `simplify-test-${randomUUID()}`);
const summary = [];
const stops = [];

/** A database of this run alone: in a cluster of its own, or on the server that DATABASE_URL names. */
async function freshDatabase(name) {
  const { freshDatabaseOn } = await import('./fresh-database.mjs');
  const database = await freshDatabaseOn({ server: process.env.DATABASE_URL, dataDir: path.join(scratch, name, 'postgres') });
  stops.push(database.stop);
  return database;
}

async function checkMigrations() {
  const { url, stop } = await freshDatabase('migrations');
  const diff = ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
  await runToEnd('prisma migrate diff', [...bin(['prisma', 'build', 'index.js']), ...diff], { env: { DATABASE_URL: url }, timeoutMs: 120_000 });
  await stop();
}

/** Runs a test program that leaves a JSON report; what it counted is kept even when it fails. */
async function runCounted(name, { command, env, timeoutMs, read }) {
  const file = path.join(scratch, `${name}.json`);
  let failure = null;
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  await runToEnd(name, command(file), { env: { ...colour, ...env?.(file) }, show: true, timeoutMs }).catch((error) => (failure = error));
  const counts = existsSync(file) ? read(JSON.parse(await readFile(file, 'utf8'))) : { passed: 0, failed: 0 };
  return { ...counts, failure: failure ?? (counts.passed === 0 ? new Error(`${name} ran no test`) : null) };
}

const runUnits = () =>
  runCounted('vitest', {
    command: (file) => [...bin(['vitest', 'vitest.mjs']), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...(only ? filters : [])],
    timeoutMs: 40 * 60_000,
    read: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
  });

async function runJourneys() {
  const { ensureChromium } = await import('./chromium.mjs');
  const { workerEnv } = await import('./catalogue.mjs');
  const { startStack } = await import('./stack.mjs');
  const chromium = await ensureChromium(log);
  const database = await freshDatabase('journeys');
  const stack = await startStack({ dataDir: path.join(scratch, 'journeys', 'postgres'), databaseUrl: database.url, webPort: 3100, sandboxPort: 4300, given: { ONENCE_SIMS_PER_SECOND: '100' }, log });
  stops.push(stack.stop);
  const settings = { ...stack.settings, ...workerEnv, NODE_ENV: 'test', CHROMIUM_PATH: chromium };
  const addresses = { E2E_BASE_URL: stack.url, E2E_SANDBOX_URL: stack.sandbox.controls, E2E_WORKER_PID: String(stack.processes.worker.pid) };
  return runCounted('journeys', {
    command: () => [...bin(['@playwright', 'test', 'cli.js']), 'test', ...(only ? filters : [])],
    env: (file) => ({ ...settings, ...addresses, PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
    timeoutMs: 40 * 60_000,
    read: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  });
}

async function checkTypes() {
  await runToEnd('next typegen', [...bin(['next', 'dist', 'bin', 'next']), 'typegen'], { env: { NEXT_TELEMETRY_DISABLED: '1' }, timeoutMs: 120_000 });
  await runToEnd('tsc', [...bin(['typescript', 'bin', 'tsc']), '--noEmit'], { timeoutMs: 300_000 });
}

const lint = () => runToEnd('oxlint', [...bin(['oxlint', 'bin', 'oxlint']), '--type-aware', '--deny-warnings'], { timeoutMs: 300_000 });

const STAGES = {
  types: ['types', checkTypes],
  lint: ['lint', lint],
  migrations: ['migrations agree with the schema', checkMigrations],
  unit: ['unit, database and contract tests', runUnits],
  e2e: ['journeys in a browser', runJourneys],
};

async function stopAll() {
  for (const stop of stops.splice(0).reverse()) await stop().catch(() => {});
}

async function runStage(title, work) {
  const started = Date.now();
  log(title);
  const result = { title, passed: 0, failed: 0, failure: null };
  try {
    Object.assign(result, await work().then((answer) => (typeof answer === 'object' ? answer : {})));
  } catch (error) {
    result.failure = error;
  }
  await stopAll();
  if (result.failure) console.error(`\n${result.failure.message}\n`);
  summary.push({ ...result, failed: Math.max(result.failed, result.failure ? 1 : 0), seconds: (Date.now() - started) / 1000 });
}

async function main() {
  const unknown = only?.filter((name) => !STAGES[name]) ?? [];
  if (unknown.length > 0) throw new Error(`no such stage: ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}`);
  await mkdir(scratch, { recursive: true });
  await runStage('packages and database client', async () => {
    await installPackages(log);
    await generateClient(log);
  });
  if (summary[0].failure) return;
  for (const [name, [title, work]] of Object.entries(STAGES)) if (!only || only.includes(name)) await runStage(title, work);
}

let isFinishing = false;
async function finish(problem) {
  if (isFinishing) return;
  isFinishing = true;
  await stopAll();
  await rm(scratch, { recursive: true, force: true }).catch(() => {});
  if (problem) console.error(problem);
  console.log('');
  for (const { title, passed, failed, failure, seconds } of summary) {
    console.log(`${failure ? 'FAILED' : 'ok    '}  ${title} (${passed + failed > 0 ? `${passed} passed, ${failed} failed, ` : ''}${seconds.toFixed(1)} s)`);
  }
  const total = (key) => summary.reduce((sum, stage) => sum + stage[key], 0);
  console.log(`\n${total('passed')} passed, ${total('failed') + (problem ? 1 : 0)} failed`);
  process.exit(problem || total('failed') > 0 ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void finish(`ended by ${signal}`));
whenNpmEnds(() => void finish('npm was ended'));
main().then(() => finish(null), (error) => finish(error.message));

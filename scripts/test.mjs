// npm test: everything that proves the project, on a machine with nothing but Node and npm.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { bin, generateClient, installPackages } from './prepare.mjs';
import { root, runToEnd } from './processes.mjs';

const began = Date.now();
const log = (line) => console.log(`${String(((Date.now() - began) / 1000).toFixed(1)).padStart(7)} s  ${line}`);
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7).split(',') ?? null;
const scratch = path.join(os.tmpdir(), `simplify-test-${randomUUID()}`);
const totals = { passed: 0, failed: 0 };
const failures = [];
let stopStack = async () => {};

async function withDatabase(work) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const { startPostgres } = await import('./embedded-postgres.mjs');
  const server = await startPostgres({ dataDir: path.join(scratch, 'check', 'postgres') });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

const prisma = (...args) => [...bin(['prisma', 'build', 'index.js']), ...args];

async function checkMigrations() {
  await withDatabase((url) =>
    runToEnd('migrations and schema agree', prisma('migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'), {
      env: { DATABASE_URL: url }, timeoutMs: 120_000,
    }),
  );
}

async function count(file, read) {
  const report = JSON.parse(await readFile(file, 'utf8'));
  const { passed, failed } = read(report);
  totals.passed += passed;
  totals.failed += failed;
  log(`   ${passed} passed, ${failed} failed`);
}

async function runUnits() {
  const file = path.join(scratch, 'vitest.json');
  const command = [...bin(['vitest', 'vitest.mjs']), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const run = runToEnd('vitest', command, { show: true, timeoutMs: 20 * 60_000 });
  await run.finally(async () => {
    if (existsSync(file)) await count(file, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }));
  });
}

async function runJourneys() {
  const { ensureChromium } = await import('./chromium.mjs');
  const chromium = await ensureChromium(log);
  const { startStack } = await import('./stack.mjs');
  const stack = await startStack({ dataDir: path.join(scratch, 'journeys', 'postgres'), webPort: 3100, sandboxPort: 4300, databasePort: 54_400, log });
  stopStack = stack.stop;
  const file = path.join(scratch, 'playwright.json');
  const env = {
    ...stack.settings, E2E_BASE_URL: stack.url, E2E_SANDBOX_URL: stack.sandbox.controls, E2E_WORKER_PID: String(stack.processes.worker.pid),
    CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file, NODE_ENV: 'test', TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.worker.json'),
  };
  const run = runToEnd('journeys', [...bin(['@playwright', 'test', 'cli.js']), 'test', ...process.argv.slice(2).filter((each) => !each.startsWith('--only'))], { env, show: true, timeoutMs: 40 * 60_000 });
  await run.finally(async () => {
    if (existsSync(file)) await count(file, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }));
    await stack.stop();
  });
}

async function checkTypes() {
  await runToEnd('next typegen', [...bin(['next', 'dist', 'bin', 'next']), 'typegen'], { env: { NEXT_TELEMETRY_DISABLED: '1' }, timeoutMs: 120_000 });
  await runToEnd('types', [...bin(['typescript', 'bin', 'tsc']), '--noEmit'], { timeoutMs: 300_000 });
}

const STAGES = {
  types: ['types', checkTypes],
  lint: ['lint', () => runToEnd('lint', [...bin(['oxlint', 'bin', 'oxlint']), '--type-aware', '--deny-warnings'], { timeoutMs: 300_000 })],
  migrations: ['migrations and schema agree', checkMigrations],
  unit: ['unit, database and contract tests', runUnits],
  e2e: ['journeys in a browser', runJourneys],
};

async function main() {
  await mkdir(scratch, { recursive: true });
  await installPackages(log);
  await generateClient(log);
  for (const [name, [title, work]] of Object.entries(STAGES)) {
    if (only && !only.includes(name)) continue;
    log(title);
    try {
      await work();
    } catch (error) {
      failures.push(title);
      console.error(`\n${error.message}\n`);
    }
  }
}

async function finish(code) {
  await stopStack().catch(() => {});
  await rm(scratch, { recursive: true, force: true }).catch(() => {});
  for (const failure of failures) console.log(`failed: ${failure}`);
  log('done');
  console.log(`${totals.passed} passed, ${Math.max(totals.failed, failures.length)} failed`);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void finish(1));
main().then(
  () => finish(failures.length > 0 || (totals.passed === 0 && !only) ? 1 : 0),
  (error) => {
    console.error(error.message);
    failures.push('preparation');
    return finish(1);
  },
);

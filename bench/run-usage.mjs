// Two workers ask what is left on ten thousand eSIMs while orders come in: how near to what the limit allows, and whether an order has to wait.
// Then four processes of 25 people each look at one eSIM, twice with a cache window between: how often the provider is asked.
//   node bench/run-usage.mjs [eSIMs] [orders] [tokens a second] [rounds]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { root, runToEnd, startProcess, tsx } from '../scripts/processes.mjs';
import { onStage } from './stage.mjs';

const [esims = 10_000, orders = 50, perSecond = 40, rounds = 1] = process.argv.slice(2).map(Number);
const [PROCESSES, VIEWERS] = [4, 25];

/** One process of viewers: `go()` lets them all look at once. */
async function viewers(env, esimId) {
  const [command, ...options] = tsx('bench/viewers.ts');
  const child = spawn(command, [...options, esimId, String(VIEWERS)], { cwd: root, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return async () => {
    child.stdin.write('go\n');
    const { value } = await lines.next();
    if (child.exitCode === null) await once(child, 'exit');
    return JSON.parse(value);
  };
}

async function lookAll(env, esimId) {
  const all = await Promise.all(Array.from({ length: PROCESSES }, () => viewers(env, esimId)));
  const told = await Promise.all(all.map((go) => go()));
  const sum = (name) => told.reduce((total, one) => total + one[name], 0);
  return `${sum('answered')} of ${PROCESSES * VIEWERS} viewers answered, ${sum('asked')} upstream calls (goal 1)`;
}

const OUTDATE = `UPDATE "EsimReading" SET "readAt" = now() - interval '21 minutes' WHERE "esimId" = $1::uuid AND kind = 'usage'`;

const SOME = `SELECT "esimId" FROM "EsimReading" WHERE kind = 'usage' LIMIT 1`;

for (let round = 1; round <= rounds; round += 1) {
  await onStage(async ({ settings, controls }) => {
    const env = { ...settings, BENCH_CONTROLS: controls, ESIMGO_RATE_PER_SECOND: String(perSecond) };
    const workers = await Promise.all([1, 2].map((number) => startProcess(`worker ${number}`, tsx('worker/main.ts'), { env })));
    console.log(`round ${round}`);
    try {
      await runToEnd('usage', tsx('bench/usage.ts', String(esims), String(orders), String(perSecond)), { env, show: true, timeoutMs: 1_800_000 });
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
    const client = new pg.Client({ connectionString: settings.DATABASE_URL });
    await client.connect();
    const { esimId } = (await client.query(SOME)).rows[0];
    for (const window of [1, 2]) {
      await client.query(OUTDATE, [esimId]);
      console.log(`cache window ${window}: ${await lookAll(env, esimId)}`);
    }
    await client.end();
  });
}
process.exit(0);

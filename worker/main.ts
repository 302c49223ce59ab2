import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, runMigrations, type WorkerEvents } from 'graphile-worker';
import { closeDb, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { metricsRegistry } from '@/lib/metrics';
import { releaseDeadWorkers } from '@/lib/jobs/release-dead-workers';
import { sweepOrders } from '@/lib/orders/sweep-orders';
import { listFleets, listProviders } from '@/lib/providers/registry';
import { HANDLERS } from '@/worker/handlers';
import { QUEUE_PRESET } from '@/worker/queue-preset';

const HEARTBEAT = `INSERT INTO "WorkerHeartbeat" ("workerId", "beatAt", metrics) VALUES ($1, now(), $2::jsonb)
  ON CONFLICT ("workerId") DO UPDATE SET "beatAt" = now(), metrics = EXCLUDED.metrics`;
const FORGET = `DELETE FROM "WorkerHeartbeat" WHERE "workerId" = $1 OR "beatAt" < now() - interval '1 day'`;
const EVERY_MS = 5_000;

// At ten past every hour the catalogues are read again; balances every ten minutes; who is left alone is tried every minute; what is left on eSIMs is asked as each is due.
const CRON = parseCronItems([
  { task: 'catalog.sync', match: '10 * * * *', options: { maxAttempts: 3, priority: 10 } },
  { task: 'providers.read-balances', match: '*/10 * * * *', options: { maxAttempts: 3, priority: 10 } },
  { task: 'providers.probe', match: '* * * * *', options: { maxAttempts: 1, priority: 5 } },
  { task: 'esims.refresh-usage', match: '*/10 * * * *', options: { maxAttempts: 1, priority: 20, jobKey: 'esims.refresh-usage' } },
  { task: 'fleet.sync', match: '25 */6 * * *', options: { maxAttempts: 3, priority: 15, jobKey: 'fleet.sync' } },
  { task: 'fleet.read-quotas', match: '* * * * *', options: { maxAttempts: 1, priority: 20, jobKey: 'fleet.read-quotas' } },
  { task: 'fleet.forget-records', match: '50 * * * *', options: { maxAttempts: 1, priority: 20, jobKey: 'fleet.forget-records' } },
  { task: 'operations.tidy-up', match: '40 3 * * *', options: { maxAttempts: 3, priority: 20 } },
]);

const logger = new Logger(() => (level, message) => {
  if (level === 'error') log.error({ message }, 'worker.error');
  else log.debug({ message }, 'worker.note');
});

function every(work: () => Promise<unknown>): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    work()
      .catch((error: unknown) => log.error({ error }, 'worker.tick.failed'))
      .finally(() => (isBusy = false));
  }, EVERY_MS);
  return () => clearInterval(timer);
}

async function beat(workerId: string): Promise<void> {
  await rows(pool(), HEARTBEAT, [workerId, JSON.stringify(await metricsRegistry.getMetricsAsJSON())]);
}

async function main(): Promise<void> {
  env();
  listProviders();
  listFleets();
  await runMigrations({ pgPool: pool(), logger });
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked under the pool's name: its heartbeat says whether they are still in good hands.
  const pools: string[] = [];
  events.on('pool:create', ({ workerPool }) => pools.push(workerPool.id));
  const runner = await run({
    preset: QUEUE_PRESET, pgPool: pool(), concurrency: 16, pollInterval: 1_000, noHandleSignals: true, parsedCronItems: CRON, logger, events, taskList: HANDLERS,
  });
  const [workerId] = pools;
  if (!workerId) throw new Error('the worker pool has no name');
  await beat(workerId);
  const stopTicks = [every(() => beat(workerId)), every(sweepOrders), every(releaseDeadWorkers)];
  log.info({ workerId }, 'worker.started');

  const stop = async (signal: string) => {
    log.info({ signal }, 'worker.stopping');
    for (const stopTick of stopTicks) stopTick();
    await runner.stop();
    await rows(pool(), FORGET, [workerId]);
    await closeDb();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  log.fatal({ error }, 'worker.failed');
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 200).unref();
});

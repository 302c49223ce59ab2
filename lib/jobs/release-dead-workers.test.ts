import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { enqueueAll } from '@/lib/jobs/enqueue';
import { releaseDeadWorkers } from '@/lib/jobs/release-dead-workers';

async function lockedJob(worker: string, seconds: number): Promise<string> {
  const key = `released:${worker}:${seconds}`;
  await enqueueAll(pool(), [{ name: 'email.receipt', payload: { orderId: worker }, key }]);
  await rows(pool(), `UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = now() - make_interval(secs => $3) WHERE key = $1`, [key, worker, seconds]);
  return key;
}
const lockOf = async (key: string) => (await rows<{ by: string | null }>(pool(), 'SELECT locked_by AS by FROM graphile_worker.jobs WHERE key = $1', [key]))[0]?.by;
const beat = (worker: string, secondsAgo: number) =>
  rows(pool(), `INSERT INTO "WorkerHeartbeat" ("workerId", "beatAt") VALUES ($1, now() - make_interval(secs => $2))`, [worker, secondsAgo]);

test('jobs of a worker that fell silent are given back; those of a living one, and fresh ones, are not', async () => {
  await beat('living', 1);
  await beat('silent', 60);
  const [kept, freed, unknown, fresh] = [await lockedJob('living', 600), await lockedJob('silent', 600), await lockedJob('never-seen', 600), await lockedJob('starting', 2)];
  expect(await releaseDeadWorkers()).toBe(2);
  expect([await lockOf(kept), await lockOf(freed), await lockOf(unknown), await lockOf(fresh)]).toEqual(['living', null, null, 'starting']);
});

test('several jobs go in at once, or none', async () => {
  await enqueueAll(pool(), []);
  await enqueueAll(pool(), [
    { name: 'orders.fulfil', payload: { orderId: 'a' }, key: 'several:a', priority: -10 },
    { name: 'email.receipt', payload: { orderId: 'a' }, key: 'several:b', runAt: new Date(Date.now() + 3_600_000), maxAttempts: 3 },
  ]);
  const jobs = await rows(pool(), `SELECT task_identifier, priority, max_attempts, run_at > now() AS later FROM graphile_worker.jobs WHERE key LIKE 'several:%' ORDER BY key`);
  expect(jobs).toEqual([
    { task_identifier: 'orders.fulfil', priority: -10, max_attempts: 25, later: false },
    { task_identifier: 'email.receipt', priority: 0, max_attempts: 3, later: true },
  ]);
});

import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

const SILENT = `SELECT array_agg(DISTINCT locked_by) AS workers FROM graphile_worker.jobs
  WHERE locked_by IS NOT NULL AND locked_at < now() - interval '30 seconds'
    AND locked_by NOT IN (SELECT "workerId" FROM "WorkerHeartbeat" WHERE "beatAt" > now() - interval '30 seconds')`;

/** Gives back the jobs of workers that have not beaten for half a minute; each runs again somewhere else. */
export async function releaseDeadWorkers(): Promise<number> {
  const [silent] = await rows<{ workers: string[] | null }>(pool(), SILENT);
  if (!silent?.workers) return 0;
  await rows(pool(), 'SELECT graphile_worker.force_unlock_workers($1::text[])', [silent.workers]);
  return silent.workers.length;
}

import { rows, type Sql } from '@/lib/db/sql';

export type Job = {
  name: string;
  payload: object;
  /** Jobs with one key are one job: a later one replaces a waiting earlier one. */
  key?: string;
  runAt?: Date;
  /** Smaller runs first; orders are below zero, background work above. */
  priority?: number;
  maxAttempts?: number;
};

const ADD_JOBS = `SELECT count(*)::int AS added FROM graphile_worker.add_jobs((
  SELECT array_agg((name, payload, NULL, "runAt", coalesce("maxAttempts", 25), key, coalesce(priority, 0), NULL)::graphile_worker.job_spec)
  FROM json_to_recordset($1::json) AS job(name text, payload json, "runAt" timestamptz, "maxAttempts" smallint, key text, priority smallint)))`;

/** Adds jobs inside the caller's transaction: they exist if and only if the change that causes them does. Keys must differ. */
export async function enqueueAll(sql: Sql, jobs: readonly Job[]): Promise<void> {
  if (jobs.length > 0) await rows(sql, ADD_JOBS, [JSON.stringify(jobs)]);
}

/** Adds one job inside the caller's transaction. */
export async function enqueue(sql: Sql, job: Job): Promise<void> {
  await enqueueAll(sql, [job]);
}

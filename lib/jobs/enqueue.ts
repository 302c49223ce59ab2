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

const ADD_JOB = `SELECT 1 AS added FROM graphile_worker.add_job(
  identifier => $1::text, payload => $2::json, job_key => $3::text, run_at => $4::timestamptz, priority => $5::int, max_attempts => $6::int)`;

/** Adds a job inside the caller's transaction: it exists if and only if the change that causes it does. */
export async function enqueue(sql: Sql, { name, payload, key, runAt, priority = 0, maxAttempts = 25 }: Job): Promise<void> {
  await rows(sql, ADD_JOB, [name, JSON.stringify(payload), key ?? null, runAt ?? null, priority, maxAttempts]);
}

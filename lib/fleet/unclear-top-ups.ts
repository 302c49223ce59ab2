import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

export type UnclearTopUp = { id: string; iccid: string; state: string; reason: string | null; actor: string; intendedAt: Date; sentAt: Date | null };

const MOST = 100;
const JOB = `SELECT 1 FROM graphile_worker.jobs j WHERE j.key = 'fleet.top-up:' || t.id`;

/** The condition of an open top-up `t` that a person must look at: no job is at it, and none comes back to it or it is an hour old. */
export const IS_UNCLEAR = `t.state IN ('intended', 'unknown') AND NOT EXISTS (${JOB} AND j.locked_at IS NOT NULL)
  AND (t."intendedAt" < now() - interval '1 hour' OR NOT EXISTS (${JOB} AND j.attempts < j.max_attempts))`;

/** Top-ups nobody knows the outcome of, the oldest first; of one SIM when it is named. */
export const listUnclearTopUps = (iccid: string | null = null) =>
  rows<UnclearTopUp>(
    pool(),
    `SELECT id, iccids[1] AS iccid, state, reason, actor, "intendedAt", "sentAt" FROM "FleetTopUp" t WHERE ${IS_UNCLEAR} AND ($1::text IS NULL OR $1 = ANY(iccids)) ORDER BY "intendedAt" LIMIT ${MOST}`,
    [iccid],
  );

import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

/** A SIM's page shows seven days; three more, so that what a stream sends again after a weekend of standing still is known again. */
export const KEPT_DAYS = 10;
export const AT_ONCE = 10_000;
/** The job comes every hour: what is left then goes on, so that a backlog of months keeps no place of the worker for long. */
const FOR_MS = 10 * 60_000;

/** Each batch begins where the last ended: what is gone is not looked through again. */
const FORGET = `WITH gone AS (DELETE FROM "FleetRecord" WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM "FleetRecord" WHERE "receivedAt" >= $1::timestamptz AND "receivedAt" < now() - make_interval(days => ${KEPT_DAYS}) ORDER BY "receivedAt" LIMIT ${AT_ONCE})) RETURNING "receivedAt")
  SELECT count(*)::int AS count, max("receivedAt")::text AS until FROM gone`;

/** Removes pushed records past their time, a batch a transaction, so that deliveries meanwhile wait for none of it. Answers how many. */
export async function forgetRecords({ forMs = FOR_MS } = {}): Promise<number> {
  const until = Date.now() + forMs;
  let total = 0;
  for (let from = '-infinity'; ; ) {
    const [gone] = await rows<{ count: number; until: string | null }>(pool(), FORGET, [from]);
    total += gone?.count ?? 0;
    if (!gone?.until || gone.count < AT_ONCE || Date.now() >= until) return total;
    from = gone.until;
  }
}

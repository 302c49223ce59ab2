import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { forgetOldCalls } from '@/lib/providers/call-counts';

const STALE = [
  // By real time: an account's own clock stands still while it is left alone. Who stands in for Redis keeps its row by heldUntil.
  `DELETE FROM "ProviderTurn" WHERE greatest("nextAt" + make_interval(secs => "shiftSeconds"), "heldUntil") < now() - interval '1 day'`,
  `DELETE FROM "ProviderEvent" WHERE "appliedAt" < now() - interval '30 days'`,
];

/** Removes what nobody looks at any more: counts of calls, turns of eSIMs, webhooks that were looked into. */
export async function tidyUp(): Promise<void> {
  await forgetOldCalls();
  for (const statement of STALE) await rows(pool(), statement);
}

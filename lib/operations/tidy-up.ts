import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { forgetOldCalls } from '@/lib/providers/call-counts';

const STALE = [
  `DELETE FROM "ProviderTurn" WHERE "nextAt" < now() - interval '1 day'`,
  `DELETE FROM "ProviderEvent" WHERE "appliedAt" < now() - interval '30 days'`,
];

/** Removes what nobody looks at any more: counts of calls, turns of eSIMs, webhooks that were looked into. */
export async function tidyUp(): Promise<void> {
  await forgetOldCalls();
  for (const statement of STALE) await rows(pool(), statement);
}

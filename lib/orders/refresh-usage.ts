import pMap from 'p-map';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { readEsimUsage } from '@/lib/esims/esim-readings';
import { openEsim } from '@/lib/esims/open-esim';
import { log } from '@/lib/log';
import { checkUsage } from '@/lib/orders/check-usage';
import { withPriority } from '@/lib/providers/priority';
import type { EsimUsage } from '@/lib/providers/provider';
import { listProviders } from '@/lib/providers/registry';

const HOUR_SECONDS = 3_600;
const AT_ONCE = 8;

/** The next one due is put off by an hour when it is taken: whoever dies with it, it comes again. */
const TAKE = `UPDATE "Esim" SET "usageCheckAt" = now() + interval '1 hour' WHERE id IN (
  SELECT id FROM "Esim" WHERE "usageCheckAt" <= now() AND "providerId" = ANY($1::text[]) ORDER BY "usageCheckAt" LIMIT $2::int FOR UPDATE SKIP LOCKED) RETURNING id`;
const NEXT = `UPDATE "Esim" SET "usageCheckAt" = now() + make_interval(secs => $2) WHERE id = $1::uuid`;

/** Seconds until an eSIM is worth asking about again; null = it is over. */
export function nextCheckSeconds({ state, data }: EsimUsage): number | null {
  if (state === 'expired' || state === 'recycled') return null;
  if (state === 'not-active' || state === 'finished') return 12 * HOUR_SECONDS;
  const isHalfUsed = data !== null && !data.isUnlimited && data.total !== null && data.remaining !== null && data.remaining * 2 < data.total;
  return isHalfUsed ? 2 * HOUR_SECONDS : 6 * HOUR_SECONDS;
}

async function refresh(esimId: string): Promise<void> {
  const esim = await openEsim(esimId);
  const alerts = esim && (await checkUsage(esim, { isNew: false }));
  if (!esim || alerts === null) return;
  const usage = await readEsimUsage(esim);
  if (usage) await rows(pool(), NEXT, [esimId, nextCheckSeconds(usage.value)]);
}

async function refreshTaken(ids: readonly string[]): Promise<void> {
  await pMap(ids, (id) => refresh(id).catch((error: unknown) => log.warn({ esimId: id, error }, 'usage.refresh.failed')), { concurrency: AT_ONCE });
}

/** Asks providers what is left on every eSIM that is due, behind everybody else who asks them something. Answers how many. */
export async function refreshUsage(): Promise<number> {
  const able = listProviders().filter((provider) => 'readUsage' in provider).map(({ id }) => id);
  let count = 0;
  for (;;) {
    const taken = await rows<{ id: string }>(pool(), TAKE, [able, AT_ONCE * 8]);
    if (taken.length === 0) return count;
    count += taken.length;
    await withPriority('background', () => refreshTaken(taken.map(({ id }) => id)));
  }
}

import { pool } from '@/lib/db/client';
import { readEsimUsage } from '@/lib/esims/esim-readings';
import type { OpenEsim } from '@/lib/esims/open-esim';
import { outdateReadings } from '@/lib/esims/reading';
import { enqueue } from '@/lib/jobs/enqueue';
import type { EsimUsage } from '@/lib/providers/provider';

export type UsageAlert = 'usage-low' | 'expiring';

/** From here on little is left: a quarter, as the first message of providers has it. */
const LOW_SHARE = 0.26;
const SOON_MS = 73 * 3_600_000;
const OVER = new Set(['finished', 'expired', 'recycled']);

/** What a customer should hear of, by the provider's own figures. */
export function alertsOf({ state, data, expiresAt }: EsimUsage, now: Date): UsageAlert[] {
  if (state !== null && OVER.has(state)) return [];
  const isLow = data !== null && !data.isUnlimited && data.total !== null && data.total > 0 && data.remaining !== null && data.remaining / data.total <= LOW_SHARE;
  const leftMs = expiresAt === null ? null : expiresAt.getTime() - now.getTime();
  const isEnding = leftMs !== null && leftMs > 0 && leftMs <= SOON_MS;
  return [...(isLow ? (['usage-low'] as const) : []), ...(isEnding ? (['expiring'] as const) : [])];
}

/** Names one occasion: the same amount, or the same end, is told once; after a top-up it is another. */
export function alertKey(esimId: string, alert: UsageAlert, { data, expiresAt }: EsimUsage): string {
  const total = data && !data.isUnlimited ? data.total : null;
  const end = expiresAt?.toISOString().slice(0, 10) ?? 'none';
  return alert === 'usage-low' ? `usage-low:${esimId}:${total}:${end}` : `expiring:${esimId}:${end}`;
}

/** Asks the provider what is left and starts the mails its answer calls for. Null = it did not answer. */
export async function checkUsage(esim: OpenEsim, { isNew }: { isNew: boolean }): Promise<UsageAlert[] | null> {
  if (isNew) await outdateReadings(pool(), esim.id, ['usage', 'bundles']);
  const reading = await readEsimUsage(esim);
  if (!reading || reading.isStale) return null;
  const alerts = alertsOf(reading.value, new Date());
  for (const alert of alerts) {
    const key = alertKey(esim.id, alert, reading.value);
    await enqueue(pool(), { name: 'email.usage', payload: { esimId: esim.id, alert, key }, key: `email.usage:${key}` });
  }
  return alerts;
}

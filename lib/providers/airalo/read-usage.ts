import type { AiraloClient } from '@/lib/providers/airalo/client';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { usageAnswer, type AiraloStatus, type AiraloUsage } from '@/lib/providers/airalo/wire-sims';
import type { Allowance, EsimUsage } from '@/lib/providers/provider';

const STATES: Record<AiraloStatus, EsimUsage['state']> = {
  NOT_ACTIVE: 'not-active', ACTIVE: 'active', FINISHED: 'finished', EXPIRED: 'expired', RECYCLED: 'recycled', UNKNOWN: null,
};

export const stateOf = (status: AiraloStatus | null | undefined): EsimUsage['state'] => (status ? STATES[status] : null);

const of = (total: number | undefined, remaining: number | undefined): Allowance => ({ isUnlimited: false, total: total ?? null, remaining: remaining ?? null });
/** A total of nothing is how plans without calls or texts are told (§8.4). */
const partOf = (total: number | undefined, remaining: number | undefined): Allowance | null => (total === undefined || total === 0 ? null : of(total, remaining));

/** Unlimited comes as 0 of 0, and not always with its flag: then the figures mean nothing. */
function dataOf({ is_unlimited, total, remaining }: AiraloUsage): Allowance | null {
  if (is_unlimited === true) return { isUnlimited: true };
  return !total && !remaining ? null : of(total, remaining);
}

/** §8.4. Airalo renews its figures every twenty minutes and does not say when it measured. */
export async function readUsage(client: AiraloClient, iccid: string): Promise<EsimUsage> {
  const { data } = await client.read(`${simPath(iccid)}/usage`, usageAnswer);
  return {
    state: stateOf(data.status), data: dataOf(data), voice: partOf(data.total_voice, data.remaining_voice), text: partOf(data.total_text, data.remaining_text),
    expiresAt: readMoment(data.expired_at), measuredAt: new Date(),
  };
}

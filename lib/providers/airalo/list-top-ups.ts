import type { AiraloClient } from '@/lib/providers/airalo/client';
import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { isUnlimitedPackage, toCost, usd } from '@/lib/providers/airalo/to-plan';
import type { AiraloPricing } from '@/lib/providers/airalo/wire';
import { topUpPackage, topUpsAnswer } from '@/lib/providers/airalo/wire-sims';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import { plainText } from '@/lib/providers/plain-text';
import type { TopUpPlan } from '@/lib/providers/provider';

const ANSWERED = { providerId: 'airalo', endpoint: 'GET /v2/sims/{id}/topups: item', isKnown: isDocumented };
const MOST = 200;

function toTopUp(item: unknown, pricing: AiraloPricing | null): TopUpPlan[] {
  const parsed = parseItemNoting(topUpPackage, item, ANSWERED);
  if (!parsed.success || parsed.data.type !== 'topup') return [];
  const sold = parsed.data;
  const cost = costOf(sold, pricing);
  if (!cost || cost.amountMinor <= 0) return [];
  const isUnlimited = isUnlimitedPackage(sold);
  return [{
    providerPlanId: sold.id, title: plainText(sold.title, 120), dataMegabytes: isUnlimited || !sold.amount ? null : sold.amount, isUnlimited,
    voiceMinutes: sold.voice ?? null, textMessages: sold.text ?? null, validityDays: sold.day, cost,
    recommendedRetail: sold.price === null || sold.price === undefined ? null : usd(sold.price),
  }];
}

/** A price that cannot be money is none. */
function costOf(...given: Parameters<typeof toCost>): ReturnType<typeof toCost> {
  try {
    return toCost(...given);
  } catch {
    return null;
  }
}

/** A recycled eSIM (73) and one whose operator disabled it (23) have none, for good. */
const isNone = (error: unknown) => error instanceof AiraloError && error.code === 'rejected';

/** §8.6: what may be put onto this very eSIM; ids differ from eSIM to eSIM. */
export async function listTopUps(client: AiraloClient, iccid: string): Promise<TopUpPlan[]> {
  const answer = await client.read(`${simPath(iccid)}/topups`, topUpsAnswer).catch((error: unknown) => {
    if (isNone(error)) return null;
    throw error;
  });
  const plans = (answer?.data ?? []).slice(0, MOST).flatMap((item) => toTopUp(item, answer?.pricing ?? null));
  return [...new Map(plans.map((plan) => [plan.providerPlanId, plan])).values()];
}

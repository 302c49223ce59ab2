import type { z } from 'zod';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { isPackageId } from '@/lib/providers/airalo/package-id';
import { readableRows } from '@/lib/providers/airalo/readable-rows';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { isUnlimitedPackage, toCost, usd } from '@/lib/providers/airalo/to-plan';
import type { AiraloPricing } from '@/lib/providers/airalo/wire';
import { topUpPackage, topUpsAnswer } from '@/lib/providers/airalo/wire-sims';
import { plainText } from '@/lib/providers/plain-text';
import type { Money, TopUpPlan } from '@/lib/providers/provider';

const MOST = 200;

/** A price that cannot be money, or is none, is not stated. */
function priceOf(read: () => Money | null): Money | null {
  try {
    const price = read();
    return price && price.amountMinor > 0 ? price : null;
  } catch {
    return null;
  }
}

/** Null = nothing that could be sold: another kind, without a cost, or under a name that cannot be ordered. */
export function toTopUp(sold: z.infer<typeof topUpPackage>, pricing: AiraloPricing | null): TopUpPlan | null {
  const cost = priceOf(() => toCost(sold, pricing));
  if (sold.type !== 'topup' || !cost || !isPackageId(sold.id)) return null;
  const isUnlimited = isUnlimitedPackage(sold);
  return {
    providerPlanId: sold.id, title: plainText(sold.title, 120), dataMegabytes: isUnlimited || !sold.amount ? null : sold.amount, isUnlimited,
    voiceMinutes: sold.voice ?? null, textMessages: sold.text ?? null, validityDays: sold.day, cost,
    recommendedRetail: priceOf(() => (sold.price === null || sold.price === undefined ? null : usd(sold.price))),
  };
}

/** A recycled eSIM (73) and one whose operator disabled it (23) have none, for good. */
const isNone = (error: unknown) => error instanceof AiraloError && (error.reason === 'recycled' || error.reason === 'top_up_disabled');

/** §8.6: what may be put onto this very eSIM; ids differ from eSIM to eSIM. */
export async function listTopUps(client: AiraloClient, iccid: string): Promise<TopUpPlan[]> {
  const answer = await client.read(`${simPath(iccid)}/topups`, topUpsAnswer).catch((error: unknown) => {
    if (isNone(error)) return null;
    throw error;
  });
  const rows = readableRows((answer?.data ?? []).slice(0, MOST), topUpPackage, 'GET /v2/sims/{id}/topups');
  const plans = rows.flatMap((row) => toTopUp(row, answer?.pricing ?? null) ?? []);
  return [...new Map(plans.map((plan) => [plan.providerPlanId, plan])).values()];
}

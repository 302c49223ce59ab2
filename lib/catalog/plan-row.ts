import { createHash } from 'node:crypto';
import { toDestination, toSlug, type DestinationRow } from '@/lib/catalog/destination-row';
import { retailPrice } from '@/lib/catalog/retail-price';
import type { ProviderPlan } from '@/lib/providers/provider';

const size = (plan: ProviderPlan) => {
  if (plan.isUnlimited) return 'unlimited';
  if (plan.dataMegabytes === null) return 'plan';
  const perGigabyte = plan.dataMegabytes % 1024 === 0 ? 1024 : 1000;
  return plan.dataMegabytes >= 1000 ? `${Math.round((plan.dataMegabytes / perGigabyte) * 10) / 10}gb` : `${plan.dataMegabytes}mb`;
};

/** Says where, how much and how long, and names no provider; the tail tells plans alike apart. Kept for good once a plan is stored. */
function planSlug(providerId: string, plan: ProviderPlan, destination: DestinationRow): string {
  const tail = createHash('sha256').update(`${providerId}|${plan.providerPlanId}`).digest('hex').slice(0, 6);
  return `${destination.slug}-${toSlug(size(plan))}-${plan.validityDays}-days-${tail}`;
}

const LARGEST = 2_147_483_647;
const UNSTORABLE = /\0|\p{Surrogate}/u;
const isWhole = (value: number | null) => value === null || (Number.isInteger(value) && value >= 0 && value <= LARGEST);

function hasSaneFigures(plan: ProviderPlan): boolean {
  const figures = [plan.dataMegabytes, plan.fairUseMegabytesPerDay, plan.reducedSpeedKbps, plan.voiceMinutes, plan.textMessages, plan.installWindowDays];
  return figures.every(isWhole) && isWhole(plan.validityDays) && plan.validityDays > 0;
}

/** No data, no minutes, no messages: what it holds can no longer be read. */
export const promisesNothing = ({ isUnlimited, dataMegabytes, voiceMinutes, textMessages }: ProviderPlan): boolean =>
  !isUnlimited && dataMegabytes === null && voiceMinutes === null && textMessages === null;

/** The price to ask for a plan; null when its money makes no sense (nothing, negative, too large, no such currency). */
function priceOf({ cost, recommendedRetail }: ProviderPlan): number | null {
  if (!isWhole(cost.amountMinor) || cost.amountMinor === 0) return null;
  try {
    const price = retailPrice({ cost, recommendedRetail });
    return isWhole(price) ? price : null;
  } catch {
    return null;
  }
}

/** Everything a sync stages of one plan; `facts` is the JSON of row, coverage and raw answer. Equal hash, nothing to write. Null = the plan cannot be sold as it is told. */
export function toStagedPlan(providerId: string, plan: ProviderPlan) {
  const priceMinor = priceOf(plan);
  if (priceMinor === null || !hasSaneFigures(plan) || !plan.providerPlanId || UNSTORABLE.test(plan.providerPlanId)) return null;
  const destination = toDestination(plan.destination);
  const { coverage, raw, cost, recommendedRetail, destination: _place, ...told } = plan;
  const row = {
    ...told,
    slug: planSlug(providerId, plan, destination),
    destinationSlug: destination.slug,
    priceMinor,
    costMinor: cost.amountMinor,
    minimumRetailMinor: recommendedRetail?.currency === cost.currency ? recommendedRetail.amountMinor : null,
    currency: cost.currency,
  };
  const facts = JSON.stringify([row, coverage, raw ?? null]);
  return { providerPlanId: plan.providerPlanId, hash: createHash('sha256').update(facts).digest('hex'), destination, facts };
}
export type StagedPlan = NonNullable<ReturnType<typeof toStagedPlan>>;

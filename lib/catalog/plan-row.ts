import { createHash } from 'node:crypto';
import { retailPrice } from '@/lib/catalog/retail-price';
import type { ProviderPlan } from '@/lib/providers/provider';

export type DestinationRow = { slug: string; kind: 'country' | 'region' | 'global'; countryCode: string | null; name: string };

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** Lower-case words joined by hyphens, for addresses. */
export const toSlug = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('&', ' and ').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'other';

export function toDestination({ destination }: ProviderPlan): DestinationRow {
  if (destination.kind === 'global') return { slug: 'global', kind: 'global', countryCode: null, name: 'Global' };
  if (destination.kind === 'region') return { slug: toSlug(destination.slug), kind: 'region', countryCode: null, name: destination.name };
  const name = names.of(destination.countryCode) ?? destination.countryCode;
  return { slug: toSlug(name), kind: 'country', countryCode: destination.countryCode, name };
}

const size = (plan: ProviderPlan) => {
  if (plan.isUnlimited) return 'unlimited';
  if (plan.dataMegabytes === null) return 'plan';
  const perGigabyte = plan.dataMegabytes % 1024 === 0 ? 1024 : 1000;
  return plan.dataMegabytes >= 1000 ? `${Math.round((plan.dataMegabytes / perGigabyte) * 10) / 10}gb` : `${plan.dataMegabytes}mb`;
};

/** Says where, how much and how long, and names no provider; the tail keeps it unique and stable. */
function planSlug(providerId: string, plan: ProviderPlan, destination: DestinationRow): string {
  const tail = createHash('sha256').update(`${providerId}|${plan.providerPlanId}`).digest('hex').slice(0, 6);
  return `${destination.slug}-${toSlug(size(plan))}-${plan.validityDays}-days-${tail}`;
}

/** Everything a sync stages of one plan. `hash` covers all of it: equal hash, nothing to write. */
export function toStagedPlan(providerId: string, plan: ProviderPlan) {
  const destination = toDestination(plan);
  const { coverage, raw, cost, recommendedRetail, destination: _place, ...facts } = plan;
  const row = {
    ...facts,
    slug: planSlug(providerId, plan, destination),
    destinationSlug: destination.slug,
    priceMinor: retailPrice({ cost, recommendedRetail }),
    costMinor: cost.amountMinor,
    minimumRetailMinor: recommendedRetail?.currency === cost.currency ? recommendedRetail.amountMinor : null,
    currency: cost.currency,
  };
  const hash = createHash('sha256').update(JSON.stringify([row, coverage, raw])).digest('hex');
  return { providerPlanId: plan.providerPlanId, hash, destination, row, coverage, raw };
}
export type StagedPlan = ReturnType<typeof toStagedPlan>;

import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { listAssignments } from '@/lib/providers/esimgo/held-assignments';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { toPlan } from '@/lib/providers/esimgo/to-plan';
import { bundle, cataloguePage, country } from '@/lib/providers/esimgo/wire';
import { bundleAnswer, compatibleAnswer } from '@/lib/providers/esimgo/wire-bundles';
import type { ProviderPlan, TopUpPlan } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

const PAGE_SIZE = 100;
/** Each fit is a call of its own. */
const MOST_ASKED = 10;

/** §8.9: bundles of another network cannot go onto this eSIM. */
export async function isCompatible(client: EsimGoClient, iccid: string, bundleName: string): Promise<boolean> {
  return (await aboutEsim(client, () => client.read(`${esimPath(iccid)}/compatible/${encodeURIComponent(bundleName)}`, compatibleAnswer))).compatible;
}

/** Where the eSIM's newest bundle is sold under, as the catalogue's filter wants it. Null = it is not in the catalogue any more. */
async function baseCountryOf(client: EsimGoClient, bundleName: string): Promise<string | null> {
  const sold = await client.read(`/catalogue/bundle/${encodeURIComponent(bundleName)}`, bundleAnswer).catch((error: unknown) => {
    if (error instanceof ProviderError && error.code === 'rejected') return null;
    throw error;
  });
  const iso = country.safeParse(sold?.countries[0]).data?.iso ?? '';
  return /^[\w-]{2,10}$/.test(iso) ? iso : null;
}

function plansOf(items: unknown[], currency: string): ProviderPlan[] {
  return items.flatMap((item) => {
    const parsed = bundle.safeParse(item);
    try {
      const plan = parsed.success ? toPlan(parsed.data, currency, item) : null;
      return plan ? [plan] : [];
    } catch {
      return [];
    }
  });
}

const toTopUp = ({ providerPlanId, title, dataMegabytes, isUnlimited, voiceMinutes, textMessages, validityDays, cost, recommendedRetail }: ProviderPlan): TopUpPlan => ({
  providerPlanId, title, dataMegabytes, isUnlimited, voiceMinutes, textMessages, validityDays, cost, recommendedRetail,
});

/** Bundles for the same place that fit this eSIM, cheapest first. There is no list of them (§22): each is asked about. */
export async function listTopUps(client: EsimGoClient, iccid: string, currency: string): Promise<TopUpPlan[]> {
  const [newest] = await listAssignments(client, iccid);
  const country = newest ? await baseCountryOf(client, newest.bundleName) : null;
  if (country === null) return [];
  const query = new URLSearchParams({ countries: country, page: '1', perPage: String(PAGE_SIZE) });
  const { bundles } = await client.read(`/catalogue?${query}`, cataloguePage);
  const candidates = plansOf(bundles, currency).sort((a, b) => a.cost.amountMinor - b.cost.amountMinor).slice(0, MOST_ASKED);
  const fits = await Promise.all(candidates.map((plan) => isCompatible(client, iccid, plan.providerPlanId)));
  return candidates.filter((_, index) => fits[index]).map(toTopUp);
}

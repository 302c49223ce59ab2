import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { listAssignments } from '@/lib/providers/esimgo/held-assignments';
import { aboutEsim, aboutOurs } from '@/lib/providers/esimgo/is-key-good';
import { toPlan } from '@/lib/providers/esimgo/to-plan';
import { walkCatalogue } from '@/lib/providers/esimgo/walk-catalogue';
import { bundle, country } from '@/lib/providers/esimgo/wire';
import { bundleAnswer, compatibleAnswer } from '@/lib/providers/esimgo/wire-bundles';
import type { ProviderPlan, TopUpPlan } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

const BUNDLE = { providerId: 'esimgo', endpoint: 'GET /catalogue: bundle', isKnown: isDocumented };
/** Each fit is a call of its own. */
const MOST_ASKED = 10;

/** §8.9: bundles of another network cannot go onto this eSIM. */
export async function isCompatible(client: EsimGoClient, iccid: string, bundleName: string): Promise<boolean> {
  return (await aboutEsim(client, () => client.read(`${esimPath(iccid)}/compatible/${encodeURIComponent(bundleName)}`, compatibleAnswer))).compatible;
}

/** Where the eSIM's newest bundle is sold under, as the catalogue's filter wants it. Null = it is not in the catalogue any more: 403 under a key that is good, too. */
async function baseCountryOf(client: EsimGoClient, bundleName: string): Promise<string | null> {
  const sold = await aboutOurs(client, () => client.read(`/catalogue/bundle/${encodeURIComponent(bundleName)}`, bundleAnswer), 'no such bundle').catch((error: unknown) => {
    if (error instanceof ProviderError && error.code === 'rejected') return null;
    throw error;
  });
  const iso = country.safeParse(sold?.countries[0]).data?.iso ?? '';
  return /^[\w-]{2,10}$/.test(iso) ? iso : null;
}

function planOf(item: unknown, currency: string): ProviderPlan | null {
  const parsed = parseItemNoting(bundle, item, BUNDLE);
  try {
    return parsed.success ? toPlan(parsed.data, currency, item) : null;
  } catch {
    return null;
  }
}

const toTopUp = ({ providerPlanId, title, dataMegabytes, isUnlimited, voiceMinutes, textMessages, validityDays, cost, recommendedRetail }: ProviderPlan): TopUpPlan => ({
  providerPlanId, title, dataMegabytes, isUnlimited, voiceMinutes, textMessages, validityDays, cost, recommendedRetail,
});

/** Bundles for the same place that fit this eSIM, cheapest first. There is no list of them (§22): each is asked about. */
export async function listTopUps(client: EsimGoClient, iccid: string, currency: string): Promise<TopUpPlan[]> {
  const [newest] = await listAssignments(client, iccid);
  const country = newest ? await baseCountryOf(client, newest.bundleName) : null;
  if (country === null) return [];
  const sold: ProviderPlan[] = [];
  for await (const item of walkCatalogue(client, { countries: country })) {
    const plan = planOf(item, currency);
    if (plan) sold.push(plan);
  }
  const candidates = sold.sort((a, b) => a.cost.amountMinor - b.cost.amountMinor).slice(0, MOST_ASKED);
  const fits = await Promise.all(candidates.map((plan) => isCompatible(client, iccid, plan.providerPlanId)));
  return candidates.filter((_, index) => fits[index]).map(toTopUp);
}

import { countryCodeOf } from '@/lib/providers/country-code';
import { decimalMoney } from '@/lib/providers/decimal-money';
import { plainText } from '@/lib/providers/plain-text';
import { countedAllowance } from '@/lib/providers/esimgo/counted-allowance';
import type { ProviderPlan } from '@/lib/providers/provider';
import { country as countrySchema, type EsimGoBundle } from '@/lib/providers/esimgo/wire';

type Place = { code: string | null; isoText: string; name: string };

const slugOf = (name: string) => name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

function placesOf(list: unknown[]): Place[] {
  return list.flatMap((item) => {
    const parsed = countrySchema.safeParse(item);
    if (!parsed.success) return [];
    return [{ code: countryCodeOf(parsed.data.iso), isoText: plainText(parsed.data.iso, 10), name: plainText(parsed.data.name, 80) }];
  });
}

/** One real country is that country; a pseudo-country is the region it is named after; several countries are their common region. */
function toDestination(bundle: EsimGoBundle): ProviderPlan['destination'] | null {
  const bases = placesOf(bundle.countries);
  const pseudo = bases.find(({ code }) => code === null);
  if (pseudo) {
    if (pseudo.isoText.toUpperCase() === 'RGB' || /^(global|world|worldwide)$/i.test(pseudo.name)) return { kind: 'global' };
    return pseudo.name ? { kind: 'region', slug: slugOf(pseudo.name), name: pseudo.name } : null;
  }
  const [first] = bases;
  if (first?.code && bases.length === 1) return { kind: 'country', countryCode: first.code };
  const regions = new Set(bundle.countries.map((item) => plainText(countrySchema.safeParse(item).data?.region, 80)));
  const [region] = regions;
  return regions.size === 1 && region ? { kind: 'region', slug: slugOf(region), name: region } : null;
}

function toCoverage(bundle: EsimGoBundle): ProviderPlan['coverage'] {
  const places = placesOf([...bundle.countries, ...bundle.roamingEnabled]);
  const codes = new Set(places.map(({ code }) => code).filter((code) => code !== null));
  return [...codes].sort().map((countryCode) => ({ countryCode, networks: [] }));
}

/** eSIM Go publishes its fair use per group of unlimited bundles: full speed for so much in 24 hours, then slower. */
const FAIR_USE: [RegExp, { megabytes: number; kbps: number; text: string }][] = [
  [/\bunlimited lite\b/i, { megabytes: 1000, kbps: 512, text: '1 GB per 24 hours at full speed, then 512 kbps' }],
  [/\bunlimited essential\b/i, { megabytes: 1000, kbps: 1250, text: '1 GB per 24 hours at full speed, then 1.25 Mbps' }],
  [/\bunlimited plus\b/i, { megabytes: 2000, kbps: 2000, text: '2 GB per 24 hours at full speed, then 2 Mbps' }],
];

function toAllowance(bundle: EsimGoBundle) {
  const isUnlimited = bundle.unlimited === true || bundle.dataAmount === -1;
  const groups = bundle.groups.map((group) => plainText(group, 80)).join(', ');
  const fairUse = isUnlimited ? FAIR_USE.find(([pattern]) => pattern.test(groups))?.[1] : undefined;
  const dataMegabytes = isUnlimited || !bundle.dataAmount || bundle.dataAmount < 0 ? null : bundle.dataAmount;
  const days = bundle.duration === 1 ? '1 day' : `${bundle.duration} days`;
  const data = dataMegabytes === null ? 'Data' : dataMegabytes < 1000 ? `${dataMegabytes} MB` : `${dataMegabytes / 1000} GB`;
  return {
    title: `${isUnlimited ? 'Unlimited' : data} - ${days}`,
    isUnlimited,
    dataMegabytes,
    fairUseText: fairUse?.text ?? null,
    fairUseMegabytesPerDay: fairUse?.megabytes ?? null,
    reducedSpeedKbps: fairUse?.kbps ?? null,
    validityDays: bundle.duration,
  };
}

/** v2.5: minutes and texts among the allowances; a number we can state, or nothing. */
function counted(bundle: EsimGoBundle, kind: 'voice' | 'sms'): number | null {
  const found = Array.isArray(bundle['allowances']) ? countedAllowance(bundle['allowances'], kind) : null;
  return found && !found.isUnlimited ? found.total : null;
}

/** One bundle as our plan; null = it has no price or no place to sell it under. `currency` is the organisation's. */
export function toPlan(bundle: EsimGoBundle, currency: string, raw: unknown): ProviderPlan | null {
  const destination = toDestination(bundle);
  const { price } = bundle;
  if (!destination || price === null || price === undefined) return null;
  const cost = decimalMoney(price, currency);
  if (cost.amountMinor <= 0) return null;
  return {
    providerPlanId: bundle.name,
    destination,
    operatorName: null,
    ...toAllowance(bundle),
    voiceMinutes: counted(bundle, 'voice'),
    textMessages: counted(bundle, 'sms'),
    cost,
    recommendedRetail: null,
    activationPolicy: bundle.autostart === true ? 'first-usage' : null,
    isTopUpPossible: null,
    isIdentityCheckNeeded: null,
    hasPhoneNumber: null,
    isRoaming: null,
    apnIos: null,
    apnAndroid: null,
    installWindowDays: null,
    isHotspotAllowed: null,
    infoTexts: [],
    coverage: toCoverage(bundle),
    raw,
  };
}

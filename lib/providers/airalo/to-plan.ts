import { percentOf } from '@/lib/money';
import { countryCodeOf } from '@/lib/providers/country-code';
import { decimalMoney } from '@/lib/providers/decimal-money';
import { readFairUse } from '@/lib/providers/fair-use';
import { isPackageId } from '@/lib/providers/airalo/package-id';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import type { Money, PlanNetwork, ProviderPlan } from '@/lib/providers/provider';
import {
  coverage as coverageSchema, coveredCountry, network as networkSchema,
  type AiraloDestination, type AiraloOperator, type AiraloPackage, type AiraloPricing,
} from '@/lib/providers/airalo/wire';

export type PlanSource = { destination: AiraloDestination; operator: AiraloOperator; package: AiraloPackage; pricing: AiraloPricing | null; raw: unknown };

/** Airalo bills and quotes in US dollars; the other currencies of `prices` are conversions for display. */
const CURRENCY = 'USD';
const WORLDWIDE = new Set(['world', 'discover', 'global', 'worldwide']);

export const usd = (value: number | string): Money => decimalMoney(value, CURRENCY);

function toDestination({ country_code, slug, title }: AiraloDestination): ProviderPlan['destination'] {
  const countryCode = countryCodeOf(country_code);
  if (countryCode) return { kind: 'country', countryCode };
  const plainSlug = slug.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return WORLDWIDE.has(plainSlug) ? { kind: 'global' } : { kind: 'region', slug: plainSlug, name: plainText(title, 80) };
}

/** Wholesale price where there is one, else retail less the agreed discount, rounded up. Null = no price at all. */
export function toCost({ net_price, price }: Pick<AiraloPackage, 'net_price' | 'price'>, pricing: AiraloPricing | null): Money | null {
  if (net_price !== null && net_price !== undefined) return usd(net_price);
  if (price === null || price === undefined) return null;
  const retail = usd(price);
  const percent = Math.ceil(100 - (pricing?.discount_percentage ?? 0));
  return { amountMinor: percentOf(retail.amountMinor, percent, CURRENCY), currency: CURRENCY };
}

const POLICIES = [[/^fi/, 'first-usage'], [/^inst/, 'installation'], [/^purch/, 'purchase']] as const;
const toActivationPolicy = (words: string | null | undefined) =>
  POLICIES.find(([pattern]) => pattern.test((words ?? '').trim().toLowerCase()))?.[1] ?? null;

function toNetworks(list: unknown[]): PlanNetwork[] {
  return list.flatMap((item) => {
    const parsed = networkSchema.safeParse(item);
    const name = parsed.success ? plainText(parsed.data.name, 80) : '';
    if (!parsed.success || !name) return [];
    return [{ name, radioTypes: parsed.data.types.map((type) => plainText(type, 10)).filter(Boolean) }];
  });
}

/** Every country the plan names anywhere, once; networks only where they are stated. */
function toCoverage(operator: AiraloOperator, destination: ProviderPlan['destination']): ProviderPlan['coverage'] {
  const covered = new Map<string, PlanNetwork[]>();
  for (const item of operator.coverages) {
    const parsed = coverageSchema.safeParse(item);
    const code = parsed.success ? countryCodeOf(parsed.data.code) ?? countryCodeOf(parsed.data.name) : null;
    if (parsed.success && code) covered.set(code, [...(covered.get(code) ?? []), ...toNetworks(parsed.data.networks)]);
  }
  const named = operator.countries.map((item) => countryCodeOf(coveredCountry.safeParse(item).data?.country_code));
  if (destination.kind === 'country') named.push(destination.countryCode);
  for (const code of named) if (code && !covered.has(code)) covered.set(code, []);
  return [...covered].map(([countryCode, networks]) => ({ countryCode, networks })).sort((a, b) => (a.countryCode < b.countryCode ? -1 : 1));
}

function toInfoTexts({ operator, package: sold }: PlanSource): string[] {
  const texts = [operator.warning, ...operator.info, operator.other_info, sold.short_info].map((text) => plainText(text, 400));
  return [...new Set(texts.filter(Boolean))].slice(0, 20);
}

/** Either sign of it: they are not given consistently (§15). */
export const isUnlimitedPackage = ({ is_unlimited, data }: Pick<AiraloPackage, 'is_unlimited' | 'data'>): boolean => is_unlimited === true || data?.trim().toLowerCase() === 'unlimited';

function toAllowance({ package: sold }: PlanSource) {
  const isUnlimited = isUnlimitedPackage(sold);
  const fairUseText = plainTextOrNull(sold.fair_usage_policy, 500);
  const fairUse = readFairUse(fairUseText, 1024);
  return {
    isUnlimited,
    dataMegabytes: isUnlimited || !sold.amount ? null : sold.amount,
    fairUseText,
    fairUseMegabytesPerDay: fairUse.megabytesPerDay,
    reducedSpeedKbps: fairUse.reducedSpeedKbps,
    voiceMinutes: sold.voice ?? null,
    textMessages: sold.text ?? null,
    validityDays: sold.day,
  };
}

/** One package as our plan; null = it has no price to sell it by, or a name it could not be ordered under. */
export function toPlan(source: PlanSource): ProviderPlan | null {
  const { operator, package: sold } = source;
  const destination = toDestination(source.destination);
  const cost = toCost(sold, source.pricing);
  if (!cost || cost.amountMinor <= 0 || !isPackageId(sold.id)) return null;
  const isRetailStated = sold.price !== null && sold.price !== undefined;
  return {
    providerPlanId: sold.id,
    destination,
    title: plainText(sold.title, 120),
    operatorName: plainTextOrNull(operator.title, 80),
    ...toAllowance(source),
    cost,
    recommendedRetail: isRetailStated ? usd(sold.price ?? 0) : null,
    activationPolicy: toActivationPolicy(operator.activation_policy),
    isTopUpPossible: operator.rechargeability,
    isIdentityCheckNeeded: operator.is_kyc_verify,
    hasPhoneNumber: operator.plan_type ? operator.plan_type !== 'data' : null,
    isRoaming: operator.is_roaming,
    apnIos: plainTextOrNull(operator.apn?.ios?.apn_value, 100) ?? plainTextOrNull(operator.apn_value, 100),
    apnAndroid: plainTextOrNull(operator.apn?.android?.apn_value, 100) ?? plainTextOrNull(operator.apn_value, 100),
    installWindowDays: operator.install_window_days ?? null,
    isHotspotAllowed: null,
    infoTexts: toInfoTexts(source),
    coverage: toCoverage(operator, destination),
    raw: source.raw,
  };
}

import { z } from 'zod';
import { retailPrice } from '@/lib/catalog/retail-price';
import type { OpenEsim } from '@/lib/esims/open-esim';
import { readThrough, type Reading } from '@/lib/esims/reading';
import type { EsimBundle, EsimProvider, EsimUsage, InstallSteps, TopUpPlan } from '@/lib/providers/provider';
import { findProvider } from '@/lib/providers/registry';

export type { Allowance, EsimBundle, EsimUsage, InstallSteps } from '@/lib/providers/provider';

const MINUTE_MS = 60_000;
/** Providers renew their figures every twenty minutes or slower. */
export const USAGE_AGE_MS = 20 * MINUTE_MS;
const OFFER_AGE_MS = 15 * MINUTE_MS;
const STEPS_AGE_MS = 24 * 60 * MINUTE_MS;

const moment = z.coerce.date();
const figure = z.number().nullable();
const money = z.object({ amountMinor: z.number().int(), currency: z.string() });
const allowance = z.union([z.object({ isUnlimited: z.literal(true) }), z.object({ isUnlimited: z.literal(false), total: figure, remaining: figure })]).nullable();

const usage: z.ZodType<EsimUsage> = z.object({
  state: z.enum(['not-active', 'active', 'finished', 'expired', 'recycled']).nullable(),
  data: allowance, voice: allowance, text: allowance, expiresAt: moment.nullable(), measuredAt: moment,
});
const bundles: z.ZodType<EsimBundle[]> = z.array(z.object({
  providerBundleId: z.string(), providerPlanId: z.string(), title: z.string(),
  state: z.enum(['queued', 'not-active', 'active', 'finished', 'expired', 'revoked']).nullable(),
  data: allowance, startedAt: moment.nullable(), expiresAt: moment.nullable(),
}));
const topUps: z.ZodType<TopUpPlan[]> = z.array(z.object({
  providerPlanId: z.string(), title: z.string(), dataMegabytes: figure, isUnlimited: z.boolean(), voiceMinutes: figure, textMessages: figure,
  validityDays: z.number(), cost: money, recommendedRetail: money.nullable(),
}));
const words = z.array(z.string());
const steps: z.ZodType<InstallSteps[]> = z.array(z.object({
  locale: z.string(), platform: z.enum(['ios', 'android']), model: z.string().nullable(), version: z.string().nullable(), qr: words, manual: words, network: words,
}));

const providerOf = ({ providerId }: OpenEsim): Partial<EsimProvider> => findProvider(providerId) ?? {};

/** What is left on the eSIM. Null = the provider cannot tell, or has not answered yet. */
export async function readEsimUsage(esim: OpenEsim, maxAgeMs = USAGE_AGE_MS): Promise<Reading<EsimUsage> | null> {
  const { readUsage } = providerOf(esim);
  return readUsage ? readThrough({ esimId: esim.id, kind: 'usage', schema: usage, maxAgeMs }, () => readUsage(esim.iccid)) : null;
}

export async function readEsimBundles(esim: OpenEsim, maxAgeMs = USAGE_AGE_MS): Promise<Reading<EsimBundle[]> | null> {
  const { listBundles } = providerOf(esim);
  return listBundles ? readThrough({ esimId: esim.id, kind: 'bundles', schema: bundles, maxAgeMs }, () => listBundles(esim.iccid)) : null;
}

/** A package for this eSIM with what the customer pays, minor units of `cost.currency`. */
export type TopUpOffer = TopUpPlan & { priceMinor: number };

const isSellable = ({ cost }: TopUpPlan) => Number.isSafeInteger(cost.amountMinor) && cost.amountMinor > 0;
const toOffer = (plan: TopUpPlan): TopUpOffer => ({ ...plan, priceMinor: retailPrice(plan) });

/** What may be put onto this eSIM, cheapest first. Null = the provider sells none, or has not answered yet. */
export async function readTopUpOffers(esim: OpenEsim, maxAgeMs = OFFER_AGE_MS): Promise<Reading<TopUpOffer[]> | null> {
  const { listTopUps, topUp } = providerOf(esim);
  if (!listTopUps || !topUp) return null;
  const reading = await readThrough({ esimId: esim.id, kind: 'top-ups', schema: topUps, maxAgeMs }, () => listTopUps(esim.iccid));
  return reading && { ...reading, value: reading.value.filter(isSellable).map(toOffer).sort((a, b) => a.priceMinor - b.priceMinor) };
}

/** The provider's own steps in the reader's language; empty = ours are shown. */
export async function readEsimSteps(esim: OpenEsim, locale: string): Promise<InstallSteps[]> {
  const { readInstallSteps } = providerOf(esim);
  if (!readInstallSteps) return [];
  const reading = await readThrough({ esimId: esim.id, kind: `steps:${locale}`, schema: steps, maxAgeMs: STEPS_AGE_MS }, () => readInstallSteps(esim.iccid, locale));
  return reading?.value ?? [];
}

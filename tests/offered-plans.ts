import { db } from '@/lib/db/client';
import type { EsimProvider, ProviderPlan } from '@/lib/providers/provider';

export const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

export const planOf = (providerPlanId: string, change: Partial<ProviderPlan> = {}): ProviderPlan => ({
  providerPlanId, destination: { kind: 'country', countryCode: 'ES' }, title: '1 GB', operatorName: 'Sol Móvil', dataMegabytes: 1024, isUnlimited: false, fairUseText: null,
  fairUseMegabytesPerDay: null, reducedSpeedKbps: null, voiceMinutes: null, textMessages: null, validityDays: 7, cost: usd(300), recommendedRetail: usd(450),
  activationPolicy: null, isTopUpPossible: null, isIdentityCheckNeeded: null, hasPhoneNumber: null, isRoaming: null, apnIos: null, apnAndroid: null, installWindowDays: null,
  isHotspotAllowed: null, infoTexts: [], coverage: [{ countryCode: 'ES', networks: [{ name: 'Sol', radioTypes: ['5G'] }] }], raw: { id: providerPlanId, unknown: { kept: [1] } }, ...change,
});
export const many = (count: number, change: (index: number) => Partial<ProviderPlan> = () => ({})) => Array.from({ length: count }, (_, index) => planOf(`plan-${index}`, change(index)));

const never = () => Promise.reject(new Error('not part of a sync'));
export const listing = (listPlans: () => AsyncIterable<ProviderPlan>, id = 'fake'): EsimProvider => ({
  id, displayName: 'Fake', needsOneInFlightPerItem: false, maxQuantityPerPurchase: 1, lookUpDelayMs: 0, listPlans, purchase: never, findPurchase: never, readPurchase: never, readEsim: never,
});
export const offering = (plans: ProviderPlan[], id?: string) => listing(async function* () { yield* plans; }, id);

/* What the shop made of it. */
export const planNamed = (providerPlanId: string) => db().plan.findFirstOrThrow({ where: { providerPlanId }, include: { raw: true, coverage: true, destination: true } });
export const onSale = () => db().plan.count({ where: { isOnSale: true } });
export const lastSync = () => db().catalogSync.findFirstOrThrow({ orderBy: { startedAt: 'desc' } });

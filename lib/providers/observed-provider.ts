import type { EsimSupport } from '@/lib/providers/esim-support';
import { observedMethods, type Lines } from '@/lib/providers/observed-methods';
import type { EsimProvider } from '@/lib/providers/provider';

const order = { priority: 'order' } as const;
const topUp = { priority: 'top-up' } as const;
const customer = { priority: 'customer' } as const;
const background = { priority: 'background' } as const;
const stream = { priority: 'background', isStream: true } as const;

type Fact = 'id' | 'displayName' | 'limits' | 'needsOneInFlightPerItem' | 'maxQuantityPerPurchase' | 'lookUpDelayMs';

/** A webhook is their call, not ours; our own line is none. */
const PROVIDER_LINES: Record<Exclude<keyof EsimProvider, Fact | 'support' | 'readWebhook' | 'orderWaitMs'>, Lines[string]> = {
  listPlans: stream, purchase: order, findPurchase: order, readPurchase: order, readEsim: customer, getBalance: background,
  readUsage: customer, listBundles: customer, listTopUps: customer, topUp, findTopUp: topUp, readInstallSteps: customer,
};

/** Asked for by people at work, so in the customers' line; an order that is planned is an order. */
const SUPPORT_LINES: Record<Exclude<keyof EsimSupport, 'webhookKinds'>, Lines[string]> = {
  refreshNetwork: customer, sendText: customer, readSighting: customer, readHistory: customer, labelEsim: customer, brandEsim: customer, readShare: customer, listPlansOf: stream, listTopUpsOf: stream, isCompatible: customer, readBundle: customer,
  revokeBundle: customer, listEsims: stream, listStock: customer, applyStock: customer, findAppliedStock: customer, refundStock: customer, requestRefund: customer, planPurchase: order,
  findPlannedPurchase: order, listPlannedPurchases: stream, cancelPlannedPurchases: customer, createVouchers: customer, readExchangeRates: customer, listCompatibleDevices: customer,
  readPlanFacts: customer, listOrders: stream, readQrCodes: customer, suspendEsim: customer, isSuspended: customer, deactivateEsim: customer, listNetworks: background, readWebhookSubscriptions: customer, subscribeWebhook: customer, unsubscribeWebhook: customer, rehearseWebhook: customer,
};

/** The same provider, every operation through its circuit, in its line, timed and counted. */
export function observed(provider: EsimProvider): EsimProvider {
  const methods = observedMethods(provider.id, provider, PROVIDER_LINES);
  return provider.support ? { ...methods, support: observedMethods(provider.id, provider.support, SUPPORT_LINES) } : methods;
}

import { describe, expect, test } from 'vitest';
import { sellsEsims, type AnyProvider, type Harness } from '@/tests/contract/harness';
import type { EsimSupport } from '@/lib/providers/esim-support';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import type { EsimProvider } from '@/lib/providers/provider';

type Optional<Port> = { [Name in keyof Port]-?: object extends Pick<Port, Name> ? Name : never }[keyof Port];
type Whole<Port> = Record<Exclude<Optional<Port>, 'support' | 'limits' | 'orderWaitMs' | 'webhookKinds'>, true>;

/** A capability new in the port does not compile until it is named here, and is then asked of every provider. */
const OF_PROVIDERS: Whole<EsimProvider> = { getBalance: true, readWebhook: true, readUsage: true, listBundles: true, listTopUps: true, topUp: true, findTopUp: true, readInstallSteps: true };
const OF_SUPPORT: Whole<EsimSupport> = {
  listPlansOf: true, listTopUpsOf: true, readShare: true, refreshNetwork: true, sendText: true, readSighting: true, readHistory: true,
  labelEsim: true, brandEsim: true, isCompatible: true, readBundle: true, revokeBundle: true, listOrders: true, readQrCodes: true, suspendEsim: true,
  isSuspended: true, deactivateEsim: true, listNetworks: true, listEsims: true, listStock: true, applyStock: true, findAppliedStock: true,
  refundStock: true, requestRefund: true, planPurchase: true, findPlannedPurchase: true, listPlannedPurchases: true, cancelPlannedPurchases: true,
  createVouchers: true, readExchangeRates: true, listCompatibleDevices: true, readPlanFacts: true, readWebhookSubscriptions: true,
  subscribeWebhook: true, unsubscribeWebhook: true, rehearseWebhook: true,
};
const OF_FLEETS: Whole<FleetProvider> = {
  getBalance: true, readWebhook: true, readLimits: true, listSelectableLimits: true, setLimits: true, readCell: true, listTexts: true,
  cancelText: true, isPushFrom: true,
};

function presentIn(provider: AnyProvider): string[] {
  const isMethod = ([, value]: [string, unknown]) => typeof value === 'function';
  const support = sellsEsims(provider) ? (provider.support ?? {}) : {};
  return [...Object.entries(provider), ...Object.entries(support)].filter(isMethod).map(([name]) => name);
}

/** What a vendor cannot do is absent: never a method that only fails. */
export function describeCapabilities(harness: Harness): void {
  const provider = harness.create(harness.address);
  const all = Object.keys(sellsEsims(provider) ? { ...OF_PROVIDERS, ...OF_SUPPORT } : OF_FLEETS);

  describe('what it can', () => {
    test('and what its vendor has no call for are all there is', () => {
      const present = presentIn(provider).filter((name) => all.includes(name));
      expect([...present, ...harness.cannot].toSorted()).toEqual(all.toSorted());
    });

    test('is a method, and what it cannot is no name at all', () => {
      const support: object = sellsEsims(provider) ? (provider.support ?? {}) : {};
      for (const name of harness.cannot) expect([name in provider, name in support]).toEqual([false, false]);
      for (const [name, value] of [...Object.entries(provider), ...Object.entries(support)]) expect(value, name).not.toBeUndefined();
    });
  });
}

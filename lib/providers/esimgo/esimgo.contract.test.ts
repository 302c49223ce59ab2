import { beforeAll, inject } from 'vitest';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { readEsimGoConfig } from '@/lib/providers/esimgo/env';
import { describeEsimContract } from '@/lib/providers/esim-contract';
import { describeProviderContract } from '@/lib/providers/provider-contract';

const { controls } = inject('sandbox');

function config() {
  const found = readEsimGoConfig();
  if (!found) throw new Error('eSIM Go is not configured');
  return found;
}

// The limit of ten calls a second is per address, and all test files share one.
beforeAll(async () => {
  const body = JSON.stringify({ ratePerSecond: 10_000 });
  await fetch(`${controls}/settings/esimgo`, { method: 'PATCH', body, headers: { 'content-type': 'application/json' } });
});

/** Orders carry no reference of ours: item, quantity and time are all there is. */
describeProviderContract({
  service: 'esimgo',
  controls,
  create: () => createEsimGoAdapter(config()),
  createWithWrongCredentials: () => createEsimGoAdapter({ ...config(), apiKey: 'wrong' }),
  createUnreachable: () => createEsimGoAdapter({ ...config(), apiUrl: 'http://127.0.0.1:9/v2.4' }),
  matchOf: ({ providerPlanId, quantity }) =>
    `"type":"transaction","assign":true,"order":[{"type":"bundle","quantity":${quantity},"item":"${providerPlanId}"`,
  isPurchaseOf: ({ data }, { providerPlanId }) => JSON.stringify(data).includes(`"${providerPlanId}"`),
});

describeEsimContract({
  service: 'esimgo',
  controls,
  create: () => createEsimGoAdapter(config()),
  createUnreachable: () => createEsimGoAdapter({ ...config(), apiUrl: 'http://127.0.0.1:9' }),
  topUpOperation: 'order',
  matchOf: () => 'transaction',
});

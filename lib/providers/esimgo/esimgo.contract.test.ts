import { inject } from 'vitest';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { readEsimGoConfig } from '@/lib/providers/esimgo/env';
import { describeProviderContract } from '@/lib/providers/provider-contract';

function config() {
  const found = readEsimGoConfig();
  if (!found) throw new Error('eSIM Go is not configured');
  return found;
}

/** Orders carry no reference of ours: item, quantity and time are all there is. */
describeProviderContract({
  service: 'esimgo',
  controls: inject('sandbox').controls,
  create: () => createEsimGoAdapter(config()),
  createWithWrongCredentials: () => createEsimGoAdapter({ ...config(), apiKey: 'wrong' }),
  createUnreachable: () => createEsimGoAdapter({ ...config(), apiUrl: 'http://127.0.0.1:9/v2.4' }),
  matchOf: ({ providerPlanId, quantity }) =>
    `"type":"transaction","assign":true,"order":[{"type":"bundle","quantity":${quantity},"item":"${providerPlanId}"`,
  isPurchaseOf: ({ data }, { providerPlanId }) => JSON.stringify(data).includes(`"${providerPlanId}"`),
});

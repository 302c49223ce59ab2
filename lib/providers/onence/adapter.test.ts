import { expect, test } from 'vitest';
import { createOnenceAdapter } from '@/lib/providers/onence/adapter';
import { onence } from '@/lib/providers/onence/index';
import { readOnenceConfig } from '@/lib/providers/onence/env';
import { findFleet, findProvider, listProviders } from '@/lib/providers/registry';

const SELLING = ['listPlans', 'purchase', 'findPurchase', 'readPurchase', 'readEsim', 'readUsage', 'listBundles', 'listTopUps', 'readInstallSteps', 'support', 'orderSims'];

test('a fleet sells nothing to travellers: no plan, no QR code, no profile, and no SIM card is ordered from here', () => {
  const plugged = onence.create();
  expect(Object.keys(plugged ?? {}).toSorted()).toEqual(['address', 'fleet']);
  const config = readOnenceConfig();
  if (!config) throw new Error('1NCE is configured in tests');
  expect(SELLING.filter((name) => name in createOnenceAdapter(config))).toEqual([]);
});

test('where no stream is set up, no header makes a push worth reading', () => {
  const config = readOnenceConfig();
  if (!config) throw new Error('1NCE is configured in tests');
  const own = `Basic ${Buffer.from(`${config.stream?.user}:${config.stream?.password}`).toString('base64')}`;
  const isPushFrom = (stream: typeof config.stream) => createOnenceAdapter({ ...config, stream }).isPushFrom?.(own);
  expect([isPushFrom(config.stream), isPushFrom(null)]).toEqual([true, false]);
});

test('it is found as a fleet and never among those who sell plans', () => {
  expect(findFleet('onence')?.displayName).toBe('1NCE');
  expect(findProvider('onence')).toBeNull();
  expect(listProviders().map(({ id }) => id)).not.toContain('onence');
});

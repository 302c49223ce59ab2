import { expect, test } from 'vitest';
import { toPlan } from '@/lib/providers/esimgo/to-plan';
import { bundle } from '@/lib/providers/esimgo/wire';

const france = {
  name: 'esim_5GB_30D_FR_V2', description: 'eSIM, 5GB, 30 Days, France, V2', groups: ['Standard Fixed'], countries: [{ name: 'France', region: 'Europe', iso: 'FR' }],
  dataAmount: 5000, duration: 30, speed: ['4G', '5G'], autostart: true, unlimited: false, roamingEnabled: [{ name: 'Monaco', region: 'Europe', iso: 'MC' }], price: 4.85, billingType: 'FixedCost',
};
const plan = (changes: object = {}, currency = 'USD') => toPlan(bundle.parse({ ...france, ...changes }), currency, 'raw');

test('a bundle becomes a plan', () => {
  expect(plan()).toEqual({
    providerPlanId: 'esim_5GB_30D_FR_V2', destination: { kind: 'country', countryCode: 'FR' }, title: '5 GB - 30 days', operatorName: null, dataMegabytes: 5000, isUnlimited: false,
    fairUseText: null, fairUseMegabytesPerDay: null, reducedSpeedKbps: null, voiceMinutes: null, textMessages: null, validityDays: 30, cost: { amountMinor: 485, currency: 'USD' },
    recommendedRetail: null, activationPolicy: 'first-usage', isTopUpPossible: null, isIdentityCheckNeeded: null, hasPhoneNumber: null, isRoaming: null, apnIos: null, apnAndroid: null,
    installWindowDays: null, isHotspotAllowed: null, infoTexts: [], coverage: [{ countryCode: 'FR', networks: [] }, { countryCode: 'MC', networks: [] }], raw: 'raw',
  });
});

test('minus one is unlimited, and its group says what fair use is', () => {
  expect(plan({ dataAmount: -1, unlimited: true, groups: ['Standard Unlimited Plus'], duration: 1 })).toMatchObject({
    title: 'Unlimited - 1 day', isUnlimited: true, dataMegabytes: null, fairUseMegabytesPerDay: 2000, reducedSpeedKbps: 2000,
  });
  expect(plan({ dataAmount: -1, groups: ['Other'] })).toMatchObject({ isUnlimited: true, fairUseText: null, reducedSpeedKbps: null });
});

test('pseudo-countries name a region and are no coverage', () => {
  const roamingEnabled = [{ name: 'France', iso: 'FR' }, { name: 'Spain', iso: 'ES' }, { name: 'Hawaii', iso: 'US-HI' }];
  expect(plan({ countries: [{ name: 'Europe Lite', region: 'Europe', iso: 'REUL' }], roamingEnabled })).toMatchObject({
    destination: { kind: 'region', slug: 'europe-lite', name: 'Europe Lite' }, coverage: [{ countryCode: 'ES' }, { countryCode: 'FR' }],
  });
  expect(plan({ countries: [{ name: 'Global', region: 'Global', iso: 'RGB' }], roamingEnabled })?.destination).toEqual({ kind: 'global' });
});

test('several real countries are sold under their common region, or not at all', () => {
  const [fr, jp] = [{ name: 'France', region: 'Europe', iso: 'FR' }, { name: 'Japan', region: 'Asia', iso: 'JP' }];
  expect(plan({ countries: [fr, { name: 'Spain', region: 'Europe', iso: 'ES' }] })?.destination).toEqual({ kind: 'region', slug: 'europe', name: 'Europe' });
  expect(plan({ countries: [fr, jp] })).toBeNull();
});

test('roaming may be a list, nothing, or a mere flag', () => {
  for (const roamingEnabled of [null, true, undefined]) expect(plan({ roamingEnabled })?.coverage).toEqual([{ countryCode: 'FR', networks: [] }]);
});

test('prices are read in the currency of the account', () => {
  expect(plan({ price: 485 }, 'JPY')?.cost).toEqual({ amountMinor: 485, currency: 'JPY' });
  expect(plan({ price: '1.234' }, 'KWD')?.cost).toEqual({ amountMinor: 1234, currency: 'KWD' });
  expect(plan({ price: null })).toBeNull();
});

test('minutes and texts of v2.5 are those at home, in units we know; unlimited ones are no number (§17)', () => {
  const voice = { type: 'VOICE', service: 'ROAMING', amount: 10, unit: 'MINS', unlimited: false };
  const allowances = [{ type: 'DATA', amount: 5000, unit: 'MB' }, voice, { ...voice, service: 'STANDARD', amount: 100 }, { type: 'SMS', service: 'STANDARD', amount: 50, unit: 'SMS' }];
  expect(plan({ allowances })).toMatchObject({ dataMegabytes: 5000, voiceMinutes: 100, textMessages: 50 });
  expect(plan({ allowances: [voice] })).toMatchObject({ voiceMinutes: 10, textMessages: null });
  for (const odd of [[{ ...voice, unit: 'SECS' }], [{ ...voice, unlimited: true }], [{ ...voice, amount: -1 }], 'none', [null, 7]]) expect(plan({ allowances: odd })).toMatchObject({ voiceMinutes: null, textMessages: null });
});

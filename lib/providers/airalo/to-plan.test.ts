import { describe, expect, test } from 'vitest';
import { toPlan } from '@/lib/providers/airalo/to-plan';
import { destination, operator, pricing, simPackage } from '@/lib/providers/airalo/wire';

const sold = {
  id: 'fado-mobile-7days-1gb', type: 'sim', price: 4.5, amount: 1024, day: 7, is_unlimited: false, title: '1 GB - 7 days',
  short_info: "This eSIM doesn't come with a phone number.", is_fair_usage_policy: false, fair_usage_policy: null, data: '1 GB', voice: null, text: null, net_price: 1.7,
};
const fado = {
  id: 9001, type: 'local', title: 'Fado Mobile', warning: null, apn_type: 'automatic', apn_value: null, is_roaming: true, info: ['4G data-only eSIM.'],
  plan_type: 'data', activation_policy: 'first-usage', is_kyc_verify: false, rechargeability: true, other_info: null,
  coverages: [{ name: 'PT', code: 'PT', networks: [{ name: 'MEO', types: ['5G', 'LTE'] }] }],
  install_window_days: 365, apn: { ios: { apn_type: 'automatic', apn_value: 'N/A' }, android: { apn_type: 'manual', apn_value: 'globaldata' } },
  countries: [{ country_code: 'PT', title: 'Portugal' }], packages: [],
};
const portugal = { slug: 'portugal', country_code: 'PT', title: 'Portugal', operators: [] };

type Changes = { package?: object; operator?: object; destination?: object; pricing?: object };
const plan = (changes: Changes = {}) =>
  toPlan({
    destination: destination.parse({ ...portugal, ...changes.destination }),
    operator: operator.parse({ ...fado, ...changes.operator }),
    package: simPackage.parse({ ...sold, ...changes.package }),
    pricing: changes.pricing ? pricing.parse(changes.pricing) : null,
    raw: 'raw',
  });

test('a package becomes a plan', () => {
  expect(plan()).toEqual({
    providerPlanId: 'fado-mobile-7days-1gb', destination: { kind: 'country', countryCode: 'PT' }, title: '1 GB - 7 days', operatorName: 'Fado Mobile',
    dataMegabytes: 1024, isUnlimited: false, fairUseText: null, fairUseMegabytesPerDay: null, reducedSpeedKbps: null, voiceMinutes: null, textMessages: null,
    validityDays: 7, cost: { amountMinor: 170, currency: 'USD' }, recommendedRetail: { amountMinor: 450, currency: 'USD' }, activationPolicy: 'first-usage',
    isTopUpPossible: true, isIdentityCheckNeeded: false, hasPhoneNumber: false, isRoaming: true, apnIos: null, apnAndroid: 'globaldata', installWindowDays: 365,
    isHotspotAllowed: null, infoTexts: ['4G data-only eSIM.', "This eSIM doesn't come with a phone number."],
    coverage: [{ countryCode: 'PT', networks: [{ name: 'MEO', radioTypes: ['5G', 'LTE'] }] }], raw: 'raw',
  });
});

describe('price', () => {
  test('numbers may be strings, and floats may be crooked', () => {
    expect(plan({ package: { price: '4.50', net_price: '1.70', day: '7', amount: '1024' } })).toEqual(plan());
    expect(plan({ package: { net_price: 1.7000000000000002 } })?.cost.amountMinor).toBe(170);
  });
  test('a discount is taken off retail, rounded up', () => {
    expect(plan({ package: { net_price: null, price: 9.5 }, pricing: { model: 'discount_pricing', discount_percentage: 10 } })?.cost.amountMinor).toBe(855);
    expect(plan({ package: { net_price: undefined, price: 9.99 }, pricing: { model: 'discount_pricing', discount_percentage: '15' } })?.cost.amountMinor).toBe(850);
  });
  test('a name that could not be ordered is no plan', () => {
    for (const id of ['../orders', 'a b', '<script>']) expect(plan({ package: { id } })).toBeNull();
  });
  test('without any price there is no plan', () => {
    expect(plan({ package: { net_price: null, price: null } })).toBeNull();
  });
});

describe('data', () => {
  test('unlimited by flag or by word, whatever the amount says', () => {
    for (const change of [{ is_unlimited: true, amount: 28_672 }, { is_unlimited: false, data: 'Unlimited', amount: 0 }]) {
      expect(plan({ package: change })).toMatchObject({ isUnlimited: true, dataMegabytes: null });
    }
  });
  test('fair use is kept as text and read where clear', () => {
    const change = { is_unlimited: true, is_fair_usage_policy: 1, fair_usage_policy: '<p>Throttled to 1 Mbps after 3 GB per day</p>' };
    expect(plan({ package: change })).toMatchObject({ fairUseText: 'Throttled to 1 Mbps after 3 GB per day', fairUseMegabytesPerDay: 3072, reducedSpeedKbps: 1000 });
  });
  test('voice and text', () => {
    expect(plan({ package: { voice: 75, text: '30' }, operator: { plan_type: 'data-voice-text' } })).toMatchObject({ voiceMinutes: 75, textMessages: 30, hasPhoneNumber: true });
  });
});

describe('place', () => {
  test('regions have a slug, the whole world has not', () => {
    expect(plan({ destination: { slug: 'eu-plus-uk', country_code: '', title: 'Europe\u202E & UK' } })?.destination).toEqual({ kind: 'region', slug: 'eu-plus-uk', name: 'Europe & UK' });
    for (const slug of ['world', 'discover']) expect(plan({ destination: { slug, country_code: null } })?.destination).toEqual({ kind: 'global' });
  });
  test('coverage joins networks and countries, and pseudo-codes are dropped', () => {
    const coverages = [{ code: 'ES', name: 'ES', networks: [] }, { code: 'EU', name: 'EU', networks: [] }, 'junk'];
    const countries = [{ country_code: 'FR' }, { country_code: '' }, { country_code: 'ES' }];
    expect(plan({ destination: { slug: 'europe', country_code: '' }, operator: { coverages, countries } })?.coverage).toEqual([
      { countryCode: 'ES', networks: [] }, { countryCode: 'FR', networks: [] },
    ]);
  });
});

test('what is not said is null', () => {
  const silent = { plan_type: null, activation_policy: null, is_kyc_verify: null, rechargeability: undefined, is_roaming: null, install_window_days: null, info: null, apn: {}, apn_value: null };
  expect(plan({ operator: silent, package: { short_info: null } })).toMatchObject({
    activationPolicy: null, isTopUpPossible: null, isIdentityCheckNeeded: null, hasPhoneNumber: null, isRoaming: null, apnIos: null, apnAndroid: null, installWindowDays: null, infoTexts: [],
  });
});

test('activation policies are known by how they begin', () => {
  const policy = (activation_policy: string) => plan({ operator: { activation_policy } })?.activationPolicy;
  expect(['fist-usage', 'first-usage', 'instalation', 'installation', 'other'].map(policy)).toEqual(['first-usage', 'first-usage', 'installation', 'installation', null]);
});

test('the APN falls back to the flat pair', () => {
  expect(plan({ operator: { apn: {}, apn_value: 'internet' } })).toMatchObject({ apnIos: 'internet', apnAndroid: 'internet' });
});

test('keys that are missing altogether are things not said', () => {
  const bare = {
    destination: destination.parse({ slug: 'portugal', title: 'Portugal' }),
    operator: operator.parse({}),
    package: simPackage.parse({ id: 'p', type: 'sim', day: 7, title: '1 GB', price: 4.5 }),
    pricing: null,
    raw: null,
  };
  expect(toPlan(bare)).toMatchObject({
    destination: { kind: 'region', slug: 'portugal' }, operatorName: null, dataMegabytes: null, isUnlimited: false, cost: { amountMinor: 450 },
    isTopUpPossible: null, hasPhoneNumber: null, coverage: [], infoTexts: [],
  });
});

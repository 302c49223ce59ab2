import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { ICCID, outcomeOf, tryWrongAnswers } from '@/lib/providers/airalo/scripted-airalo';
import { isPackageId } from '@/lib/providers/airalo/package-id';
import type { TopUpPlan } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);
const offered = { id: 'fado-30days-3gb-topup', type: 'topup', price: 10, amount: 3072, day: 30, is_unlimited: false, title: '3 GB - 30 Days', data: '3 GB', voice: 100, text: 100, net_price: 8 };
const read = (data: unknown) => outcomeOf({ body: { data } }, (provider) => provider.listTopUps?.(ICCID));

describe('top-ups on offer (§8.6)', () => {
  test('cost the wholesale price, or retail less the discount', async () => {
    const net = { pricing: { model: 'net_pricing', discount_percentage: 0 }, data: [offered, { ...offered, id: 'no-price', price: null, net_price: null }, { ...offered, id: 'a-sim', type: 'sim' }] };
    const discount = { pricing: { model: 'discount_pricing', discount_percentage: 25 }, data: [{ ...offered, net_price: null, price: '10.00' }] };
    const list = (body: object) => outcomeOf({ body }, (provider) => provider.listTopUps?.(ICCID));
    expect(await list(net)).toEqual([{
      providerPlanId: offered.id, title: '3 GB - 30 Days', dataMegabytes: 3072, isUnlimited: false, voiceMinutes: 100, textMessages: 100, validityDays: 30,
      cost: { amountMinor: 800, currency: 'USD' }, recommendedRetail: { amountMinor: 1_000, currency: 'USD' },
    }]);
    expect(await list(discount)).toMatchObject([{ cost: { amountMinor: 750 } }]);
  });

  test('are none for an eSIM without any, or taken back, or whose operator forbids it', async () => {
    expect(await read([])).toEqual([]);
    for (const code of [23, 73]) expect(await outcomeOf({ status: 422, body: { code, reason: 'no' } }, (provider) => provider.listTopUps?.(ICCID))).toEqual([]);
  });

  test.each([1e308, -1, 0, '9999999999.00', 'free'])('with the retail price %s keep their cost and recommend nothing', async (price) => {
    expect(await read([{ ...offered, price }])).toMatchObject([{ cost: { amountMinor: 800 }, recommendedRetail: null }]);
  });

  test.each([1e308, -8, 0])('with the cost %s are not offered', async (net_price) => {
    expect(await read([offered, { ...offered, id: 'odd', net_price }])).toMatchObject([{ providerPlanId: offered.id }]);
  });

  test('cost retail where no wholesale price and no discount is stated: too much rather than too little', async () => {
    expect(await read([{ ...offered, net_price: null }])).toMatchObject([{ cost: { amountMinor: 1_000 } }]);
  });

  test('whose id could not be ordered are not offered', async () => {
    expect(await read([offered, { ...offered, id: '../orders' }, { ...offered, id: 'a b' }])).toMatchObject([{ providerPlanId: offered.id }]);
  });

  test('without limit have no volume, whatever the figure says', async () => {
    expect(await read([{ ...offered, is_unlimited: 1, amount: 0 }])).toMatchObject([{ isUnlimited: true, dataMegabytes: null }]);
  });

  test('that last no time anybody can tell are left out', async () => {
    expect(await read([offered, { ...offered, id: 'odd', day: true }, { ...offered, id: 'odder', day: 0 }])).toMatchObject([{ providerPlanId: offered.id, validityDays: 30 }]);
  });

  test('of an eSIM nobody knows are refused, and none of them readable is no empty list', async () => {
    const unknown = { status: 404, body: { data: [], meta: { message: 'messages.resource_not_found' } } };
    expect(await outcomeOf(unknown, (provider) => provider.listTopUps?.(ICCID))).toMatchObject({ code: 'rejected' });
    expect(await outcomeOf({ status: 503, body: '' }, (provider) => provider.listTopUps?.(ICCID))).toMatchObject({ code: 'unavailable' });
    expect(await read([{ nonsense: true }])).toMatchObject({ code: 'bad-response' });
  });
});

test('wrong answers are refused, or offer only what has an id, a cost and a duration', async () => {
  const tried = await tryWrongAnswers({ pricing: { model: 'net_pricing', discount_percentage: 0 }, data: [offered] }, (provider) => provider.listTopUps?.(ICCID));
  expect(tried.length).toBeGreaterThanOrEqual(200);
  for (const { body, outcome } of tried) {
    if (outcome instanceof Error) {
      expect(outcome, body.slice(0, 300)).toBeInstanceOf(ProviderError);
      continue;
    }
    for (const { providerPlanId, cost, validityDays, recommendedRetail, title } of outcome as TopUpPlan[]) {
      expect(isPackageId(providerPlanId)).toBe(true);
      expect(Number.isSafeInteger(cost.amountMinor) && cost.amountMinor > 0, body.slice(0, 300)).toBe(true);
      expect(validityDays).toBeGreaterThan(0);
      expect(recommendedRetail?.amountMinor ?? 1).toBeGreaterThan(0);
      expect(title).not.toMatch(/<script/);
    }
  }
}, 60_000);

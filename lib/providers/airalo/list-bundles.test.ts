import { afterAll, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { ICCID, outcomeOf, tryWrongAnswers } from '@/lib/providers/airalo/scripted-airalo';
import type { EsimBundle } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);
const held = {
  id: 728, status: 'ACTIVE', remaining: 2378, activated_at: '2026-01-09T10:30:45+00:00', expired_at: '2026-02-08T10:30:45+00:00', finished_at: null,
  package: { id: 'fado-30days-3gb-topup', type: 'topup', price: 10, net_price: 6, amount: 3072, day: 30, is_unlimited: false, title: '3 GB - 30 Days', data: '3 GB', short_info: null },
};
const NAMED = { ...held.package, title: '3 GB - 30 <b>Days</b>' };
const read = (data: unknown) => outcomeOf({ body: { data } }, (provider) => provider.listBundles?.(ICCID));

test('bundles are the first package and the top-ups, as told, once each, in a list or under their numbers (§8.5)', async () => {
  const unlimited = { ...held, id: 729, status: 'NOT_ACTIVE', remaining: 0, activated_at: null, expired_at: null, package: { ...NAMED, data: 'Unlimited', amount: 0 } };
  const first = { ...held, package: NAMED };
  expect(await read({ 0: first, 1: unlimited, 2: first, 3: { nonsense: true } })).toEqual([
    { providerBundleId: '728', providerPlanId: 'fado-30days-3gb-topup', title: '3 GB - 30 Days', state: 'active', data: { isUnlimited: false, total: 3072, remaining: 2378 }, startedAt: new Date('2026-01-09T10:30:45Z'), expiresAt: new Date('2026-02-08T10:30:45Z') },
    { providerBundleId: '729', providerPlanId: 'fado-30days-3gb-topup', title: '3 GB - 30 Days', state: 'not-active', data: { isUnlimited: true }, startedAt: null, expiresAt: null },
  ]);
});

test('a bundle that was taken back has no figures, rather than nothing left (§8.5)', async () => {
  expect(await read([{ ...held, status: 'RECYCLED', remaining: 0, package: { ...held.package, amount: 0 } }])).toMatchObject([{ state: 'revoked', data: null }]);
});

test('a bundle is read however long it says to last', async () => {
  expect(await read([{ ...held, package: { ...held.package, day: 'thirty' } }])).toMatchObject([{ providerBundleId: '728' }]);
});

test('no rows are no bundles, and rows of which none can be read are an answer not understood', async () => {
  expect(await read([])).toEqual([]);
  expect(await read([{ nonsense: true }])).toMatchObject({ code: 'bad-response' });
});

test('an eSIM nobody knows is refused', async () => {
  const unknown = { status: 404, body: { data: [], meta: { message: 'messages.resource_not_found' } } };
  expect(await outcomeOf(unknown, (provider) => provider.listBundles?.(ICCID))).toMatchObject({ code: 'rejected' });
});

test('wrong answers are refused, or read without mark-up and without a nought nobody stated', async () => {
  const tried = await tryWrongAnswers({ pricing: { model: 'net_pricing', discount_percentage: 0 }, data: [held] }, (provider) => provider.listBundles?.(ICCID));
  expect(tried.length).toBeGreaterThanOrEqual(200);
  for (const { body, outcome } of tried) {
    if (outcome instanceof Error) {
      expect(outcome, body.slice(0, 300)).toBeInstanceOf(ProviderError);
      continue;
    }
    for (const { data, title } of outcome as EsimBundle[]) {
      if (data && !data.isUnlimited && data.remaining === 0) expect(body).toMatch(/"remaining":"?0"?[,}]/);
      expect(title).not.toMatch(/<script/);
    }
  }
}, 60_000);

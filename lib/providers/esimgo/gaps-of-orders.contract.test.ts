import { expect, test } from 'vitest';
import { readEsimGoConfig } from '@/lib/providers/esimgo/env';
import { BUNDLE, gapWorld, outcome, provider, READY, told } from '@/lib/providers/esimgo/gap-world';

/* Gaps of the contract that show over several calls: orders, bundles, stock and suspension. */

const { world, set, pass, wish } = gapWorld();

test('§7.1 an order that is made later for its size is read again until it is there', async () => {
  set({ asyncAbove: 1, asyncMs: 60_000 });
  const esimgo = provider();
  expect(told(await esimgo.purchase(wish()))).toEqual(READY(1));
  const bought = await esimgo.purchase(wish({ quantity: 2 }));
  expect(told(bought)).toEqual({ status: 'preparing', esims: 0 });
  pass(61_000);
  expect(told(await esimgo.readPurchase(bought.providerOrderId))).toEqual(READY(2));
});

test('§7.3 fewer eSIMs than were ordered are kept and still in preparation, until the rest comes', async () => {
  set({ shortDelivery: { [BUNDLE]: 1 }, shortDeliveryMs: 60_000 });
  const esimgo = provider();
  const bought = await esimgo.purchase(wish({ quantity: 3 }));
  expect(told(bought)).toEqual({ status: 'preparing', esims: 2 });
  pass(61_000);
  expect(told(await esimgo.readPurchase(bought.providerOrderId))).toEqual(READY(3));
});

/** A busy machine is late by less than the shop waits longer than it must. */
const [DEMANDED_MS, APART_MS] = [600, 1_500];
const threeAtOnce = async () => {
  const esimgo = provider('2.4', { orderSpacingMs: APART_MS });
  return Promise.all([1, 2, 3].map(async () => outcome(esimgo.purchase(wish()).then(told))));
};

test('§7.4 orders must be apart: those that know it wait, and nobody is turned away', async () => {
  set({ orderSpacingMs: DEMANDED_MS });
  expect(await threeAtOnce()).toEqual([READY(1), READY(1), READY(1)]);
  expect(world.purchases()).toHaveLength(3);
}, 60_000);

test('§7.4 orders must be apart, from dry runs too: whoever is turned away bought nothing, and comes again', async () => {
  set({ orderSpacingMs: DEMANDED_MS, validateCountsToSpacing: true });
  const orders = await threeAtOnce();
  const bought = orders.filter((each) => typeof each !== 'string');
  expect(bought.every((each) => each.status === 'ready')).toBe(true);
  expect(orders.filter((each) => typeof each === 'string' && each !== 'rate-limited')).toEqual([]);
  expect(world.purchases()).toHaveLength(bought.length);
}, 60_000);

test('§7.4 orders that must be apart, which the shop was not told: turned away is not bought, and none is bought twice', async () => {
  set({ orderSpacingMs: 60_000 });
  const esimgo = provider();
  const orders = await Promise.all([1, 2].map(async () => outcome(esimgo.purchase(wish()).then(told))));
  expect(orders.filter((each) => typeof each !== 'string')).toEqual([READY(1)]);
  expect(orders).toContain('rate-limited');
  expect(world.purchases()).toHaveLength(1);
}, 60_000);

test.each([['oldest-unused'], ['latest']])('§9.4 of two bundles of one name the named one is taken back, whichever a name alone would mean (%s)', async (revokePicks) => {
  set({ revokePicks });
  const esimgo = provider();
  for (const which of [0, 1]) {
    const iccid = (await esimgo.purchase(wish())).esims?.[0]?.iccid ?? '';
    await esimgo.topUp?.({ ...wish(), iccid });
    const bundles = (await esimgo.listBundles?.(iccid)) ?? [];
    const { providerBundleId } = bundles[which] ?? { providerBundleId: '' };
    await esimgo.support?.revokeBundle?.({ iccid, providerPlanId: BUNDLE, providerBundleId, mode: 'carry-out', refundTo: 'stock' });
    const after = (await esimgo.listBundles?.(iccid)) ?? [];
    expect(after.filter(({ state }) => state === 'revoked').map((each) => each.providerBundleId)).toEqual([providerBundleId]);
  }
});

test.each([['starts at once', 'at-once', ['active', 'finished'], 'active'], ['waits for the next use', 'on-use', ['finished', 'queued'], 'not-active']])('§9.1 when a bundle is used up the next one %s, and that one is what is left', async (_name, nextBundleStarts, states, state) => {
  set({ nextBundleStarts });
  const esimgo = provider();
  const iccid = (await esimgo.purchase(wish())).esims?.[0]?.iccid ?? '';
  await esimgo.topUp?.({ ...wish(), iccid });
  set({ used: { [iccid]: 1_000 } });
  expect(((await esimgo.listBundles?.(iccid)) ?? []).map((each) => String(each.state)).toSorted((one, other) => one.localeCompare(other))).toEqual(states);
  expect(await esimgo.readUsage?.(iccid)).toMatchObject({ state, data: { isUnlimited: false, total: 1_000, remaining: 1_000 } });
});

test('§11, §17 an account that may has its stock refunded to its balance, and keeps the rest', async () => {
  set({ refundsToBalance: true });
  const esimgo = provider();
  const body = JSON.stringify({ type: 'transaction', assign: false, order: [{ type: 'bundle', quantity: 2, item: BUNDLE }] });
  const { apiKey = '', apiUrl = '' } = readEsimGoConfig() ?? {};
  expect((await fetch(`${apiUrl}/orders`, { method: 'POST', headers: { 'x-api-key': apiKey, 'content-type': 'application/json' }, body })).status).toBe(200);
  const [lot] = (await esimgo.support?.listStock?.()) ?? [];
  const before = (await esimgo.getBalance?.())?.amountMinor ?? 0;
  await esimgo.support?.refundStock?.(lot?.stockId ?? '', 1);
  expect(await esimgo.support?.listStock?.()).toMatchObject([{ providerPlanId: BUNDLE, remaining: 1 }]);
  expect((await esimgo.getBalance?.())?.amountMinor).toBeGreaterThan(before);
});

test('§17 in v2.5 an eSIM is taken off the network and put back; in v2.4 it is said that it cannot be', async () => {
  const iccid = (await provider().purchase(wish())).esims?.[0]?.iccid ?? '';
  const [older, newer] = [provider('2.4').support, provider('2.5').support];
  expect(await outcome(older?.suspendEsim?.(iccid, true))).toBe('rejected');
  expect(await newer?.isSuspended?.(iccid)).toBe(false);
  for (const isSuspended of [true, false]) {
    await newer?.suspendEsim?.(iccid, isSuspended);
    expect(await newer?.isSuspended?.(iccid)).toBe(isSuspended);
  }
});

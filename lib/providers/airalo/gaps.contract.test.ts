import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer } from '@/lib/http/scripted-server';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import { readAiraloConfig } from '@/lib/providers/airalo/env';
import { everyVerb, firstPlans, type Outcome } from '@/lib/providers/airalo/every-verb';
import { PACKAGE } from '@/lib/providers/airalo/scripted-samples';
import { ownSandbox } from '@/tests/own-sandbox';

const world = ownSandbox();
let hook: Awaited<ReturnType<typeof scriptedServer>>;
let usual: Outcome;

beforeAll(async () => {
  hook = await scriptedServer(() => ({ status: 200 }));
  usual = await outcomeUnder({});
}, 60_000);
afterAll(async () => {
  await hook.stop();
  await closeDb();
});

/** Everything anew, and a login of its own, so that no line is waited in. */
function providerUnder(settings: Record<string, unknown>) {
  const config = readAiraloConfig();
  if (!config) throw new Error('Airalo is not configured');
  world.reset();
  const clientId = randomUUID();
  world.settings('airalo', { clients: { [clientId]: config.clientSecret }, ...settings });
  return createAiraloAdapter({ ...config, clientId, apiUrl: world.wires.airalo.url, brandName: null });
}
const outcomeUnder = (settings: Record<string, unknown>): Promise<Outcome> => everyVerb({ provider: providerUnder(settings), world, hook });

const PREPARING = { bought: { status: 'preparing', esims: 1 }, listed: expect.arrayContaining([{ quantity: 2, kind: 'esim', status: 'completed', iccids: 1 }]) };
const SAME = {};

/** The other answers to what the contract leaves open or contradicts (§13, §16, §19), and what of an outcome they change; nothing else may. */
const OTHER_ANSWERS: [about: string, settings: Record<string, unknown>, changed: Outcome][] = [
  ['a token that says a day, ends the one before and comes for an encoded form alone', { saidTokenSeconds: 86_400, tokensCoexist: false, tokenBody: 'urlencoded', grantType: 'required' }, SAME],
  ['orders that must be multipart, forty pages of packages a minute, and minutes that slide', { orderBody: 'multipart', packagesPerMinute: 40, limitWindow: 'sliding' }, SAME],
  ['the company in sandbox mode', { sandboxMode: true }, { spent: 0, lostPlan: ['outcome-unknown', 'ordered'], cancelled: [0, 'rejected', 0, 'rejected', 0], toldOfSuccess: ['accepted', 'not told'], toldOfFailure: ['accepted', 'not told'] }],
  ['placeholder profiles', { placeholderProfiles: true }, SAME],
  ['discounts instead of net prices', { pricingModel: 'discount_pricing' }, { spent: 810 }],
  ['discounts with decimals, rounded down', { pricingModel: 'discount_pricing', discountPercentage: 12.6, discountRounding: 'down' }, { spent: 788 }],
  ['discounts not rounded at all', { pricingModel: 'discount_pricing', discountPercentage: 12.5, discountRounding: 'none', minPrice: 'both' }, { spent: 788 }],
  ['discounts nobody states', { pricingModel: 'discount_pricing', pricingPresent: false }, { spent: 810 }],
  ['no pricing, no smallest price, no prices of top-ups', { pricingPresent: false, minPrice: 'absent', topUpPrices: false }, SAME],
  ['pages keyed by index, sizes as numbers, no size that is omitted', { objectPages: true, perPageAsNumber: true, limitOmitted: 'all' }, SAME],
  ['other words for fair use, voice and activation', { fairUseFlag: 'boolean', voicePlanType: 'voice-text', activationTypos: true }, SAME],
  ['an unknown package by its field, and other words for too many', { unknownPackage: 'field', quantityText: 'live' }, SAME],
  ['an order in texts, its price for all, without its model', { orderQuantity: 'string', orderPrice: 'total', orderPricingModel: false, esimType: 'local' }, SAME],
  ['listed orders in numbers', { listedNumbers: 'number' }, SAME],
  ['fewer eSIMs than ordered, all of them charged', { shortDeliveries: { [PACKAGE]: 1 } }, PREPARING],
  ['fewer eSIMs than ordered, those charged', { shortDeliveries: { [PACKAGE]: 1 }, shortDeliveryCharge: 'delivered' }, { ...PREPARING, spent: 270 }],
  ['descriptions of 255 characters at most', { longestDescription: 255 }, SAME],
  ['one copy of a mail at most', { mostCopies: 1 }, { copied: 'rejected', listed: expect.any(Array) }],
  ['balances in a list', { balances: 'array' }, SAME],
  ['no balance in the list', { balances: 'empty-array' }, { balance: null, spent: null, isCostEnough: null }],
  ['top-ups that need a description', { topUpDescription: 'required' }, SAME],
  ['one top-up per eSIM', { topUpMost: 1 }, { lostTopUp: ['outcome-unknown', 'none'], bundlesAfter: ['expired', 'expired'] }],
  ['a mixed list of which what can be cancelled is', { cancelMixed: 'valid' }, { cancelled: [3, 'done', 2, 'rejected', 1] }],
  ['a cancellation that answers an object', { cancelData: 'object' }, SAME],
  ['a confirmation code', { confirmationCodes: { [PACKAGE]: '1234' } }, { profile: [true, true, '1234', true, null] }],
  ['orders in lists of eSIMs, and sharing inside the order', { simableInList: true, sharingAt: 'simable' }, SAME],
  ['sharing in the answer to an order, one for all its eSIMs', { orderSharing: true, shareDefects: true }, SAME],
  ['a history that does not know how a package ended', { historyStatuses: 'unknown' }, { bundlesAfter: [null, null, null] }],
  ['opt-ins that are not told apart', { optInSelector: 'ignored' }, SAME],
  ['not opted in as an empty list', { notOptedIn: 'empty' }, SAME],
  ['not opted in as 404', { notOptedIn: '404' }, SAME],
  ['not opted in as 400', { notOptedIn: '400' }, SAME],
  ['webhooks signed over their compact form', { webhookSigning: 'compact', webhookMeta: false }, SAME],
  ['webhooks signed with slashes escaped', { webhookSigning: 'slashes', webhookBody: 'plain', requestIdAt: 'data', asyncFailureShape: 'root' }, SAME],
  ['webhooks signed by somebody else', { webhookSigning: 'wrong' }, { toldOfSuccess: ['accepted', 'not theirs'], toldOfFailure: ['accepted', 'not theirs'] }],
  ['webhooks that are not signed', { webhookSigning: 'none' }, { toldOfSuccess: ['accepted', 'not theirs'], toldOfFailure: ['accepted', 'not theirs'] }],
];

/** What is no answer of theirs left open: our limits, faults, the goods, or what the shop never asks (§19.6: a malformed ICCID never leaves; §10.4). */
const NO_GAPS = [
  'clients', 'revokedClients', 'tokenTtlMs', 'tokensPerMinute', 'factsPerMinute', 'usagePerMinute', 'usagePerSecond', 'historyPerMinute', 'topUpsPerMinute', 'refundsPerWindow', 'refundWindowMs', 'simulatorPerMinute', 'ordersPerMinute',
  'othersPerMinute', 'retryAfter', 'blockedUserAgents', 'isAddressRefused', 'plans', 'priceFactor', 'withdrawn', 'productInfoUnauthorized', 'stock', 'refusals', 'brands', 'creditUsd', 'creditLimitUsd', 'visibilityDelayMs', 'slowOrderMs',
  'visibilityDelays', 'slowOrders', 'asyncAfterMs', 'asyncFailures', 'futureRetryMs', 'futureAttempts', 'malformedIccid', 'firstUseAfterMs', 'usageCacheMs', 'recycled', 'used', 'usedMinutes', 'usedTexts', 'airmoneyData', 'lostWebhooks',
  'webhookTimes', 'webhookRetries', 'webhookRetryMs', 'webhookTimeoutMs',
];

test('as the emulator answers by default every verb does what it is for', () => {
  expect(usual).toMatchObject({
    bought: { status: 'ready', esims: 2 }, spent: 540, isCostEnough: true, lost: ['outcome-unknown', ['ready', 1]], refused: 'rejected', copied: 'ready', balance: true, profile: [true, true, null, true, null], share: [true, 'string'], esims: 1,
    usage: { state: 'not-active', data: { isUnlimited: false, total: 1024, remaining: 1024 } }, bundles: [{ providerPlanId: PACKAGE, state: 'not-active' }], toppedUp: 'ordered', lostTopUp: ['outcome-unknown', 'one'], lostPlan: ['outcome-unknown', 'planned'],
    cancelled: [3, 'done', 2, 'rejected', 2], toldOfSuccess: ['accepted', [['purchase-settled', true, true]]], toldOfFailure: ['accepted', [['purchase-settled', false, false]]], foundAsynchronous: 'ordered', vouchers: 3,
    subscriptions: [[], 'done', [['webhook_low_data', true]], []], rates: ['EUR'], facts: true, devices: true, usageAfter: 'expired', bundlesAfter: ['expired', 'expired', 'expired'],
  });
  expect((usual['plans'] as { isWorthSelling: boolean }[]).every(({ isWorthSelling }) => isWorthSelling)).toBe(true);
  for (const verb of ['plans', 'listed', 'catalogueTopUps', 'topUps', 'steps']) expect((usual[verb] as unknown[]).length, verb).toBeGreaterThan(2);
});

test.each(OTHER_ANSWERS)('%s: the same comes of every verb, or what that answer means', async (_about, settings, changed) => {
  expect(await outcomeUnder(settings)).toEqual({ ...usual, ...changed });
});

test('a second page of the catalogue is the same in a list and under its numbers (§16)', async () => {
  const plansUnder = async (settings: Record<string, unknown>) => {
    world.wires.airalo.clear();
    const plans = await firstPlans(providerUnder(settings), 500);
    expect(world.wires.airalo.requests.filter(({ path }) => path.startsWith('/v2/packages')).length).toBeGreaterThan(1);
    return plans.map(({ providerPlanId }) => providerPlanId);
  };
  expect(await plansUnder({ objectPages: true })).toEqual(await plansUnder({}));
});

test('a description longer than may be is a refusal that says so, and buys nothing (§19.13)', async () => {
  const outcome = await outcomeUnder({ longestDescription: 100 });
  expect(outcome).toMatchObject({ bought: 'rejected', spent: 0, lost: ['outcome-unknown', 'none'], lostPlan: ['outcome-unknown', 'none'], listed: [], vouchers: 3 });
});

test('every switch of the emulator is one of these, or no answer left open', async () => {
  const settings = (await (await fetch(`${inject('sandbox').controls}/settings/airalo`)).json()) as object;
  const tried = OTHER_ANSWERS.flatMap(([, changed]) => Object.keys(changed));
  expect([...new Set([...tried, ...NO_GAPS])].toSorted()).toEqual(Object.keys(settings).toSorted());
});

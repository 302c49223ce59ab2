import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';

const ICCID = '8943108167000000020';
const BUNDLE = 'esim_5GB_30D_FR_V2';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const adapterAt = (url: string) => createEsimGoAdapter({ apiKey: randomUUID(), apiUrl: `${url}/v2.4`, ratePerSecond: 1_000, orderSpacingMs: 0 });
async function esimgo(script: (received: Received) => Reply) {
  const server = await scriptedServer(script);
  stops.push(server.stop);
  return { provider: adapterAt(server.url), address: server.url, requests: server.requests };
}

const assignment = {
  id: '215009266', callTypeGroup: 'data', initialQuantity: 5_000_000_000, remainingQuantity: 3_129_999_999, assignmentDateTime: '2026-02-01T10:00:02.345230123Z',
  assignmentReference: '5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01-0', bundleState: 'active', unlimited: false, startTime: '2026-02-03T08:31:10Z', endTime: '2026-03-05T08:31:10Z',
};
const held = (...assignments: object[]) => ({ bundles: [{ name: BUNDLE, description: 'eSIM, 5GB, 30 Days, <b>France</b>', assignments }] });
const usageOf = async (...assignments: object[]) => (await esimgo(() => ({ body: held(...assignments) }))).provider.readUsage?.(ICCID);

describe('usage (§9.1, §18.3)', () => {
  test('is that of the bundle in use, in megabytes of a million bytes, rounded down', async () => {
    expect(await usageOf(assignment)).toMatchObject({ state: 'active', data: { isUnlimited: false, total: 5000, remaining: 3129 }, voice: null, expiresAt: new Date('2026-03-05T08:31:10Z') });
  });

  test('does not count what waits behind it', async () => {
    const waiting = { ...assignment, id: '2', bundleState: 'queued', remainingQuantity: 5_000_000_000, assignmentDateTime: '2026-02-10T10:00:00Z', startTime: undefined, endTime: undefined };
    expect(await usageOf(waiting, assignment)).toMatchObject({ state: 'active', data: { remaining: 3129 } });
    expect(await usageOf(waiting)).toMatchObject({ state: 'not-active', data: { remaining: 5000 }, expiresAt: null });
  });

  const added = (id: string, bundleState: string, assignmentDateTime: string, changes: object = {}) =>
    ({ ...assignment, id, bundleState, assignmentDateTime, remainingQuantity: Number(id) * 1_000_000, startTime: undefined, endTime: undefined, ...changes });
  test.each(['queued', 'processing'])('is that of the bundle that starts next where several are %s: they are used in the order they were added', async (bundleState) => {
    const [first, second, third] = [added('1', bundleState, '2026-02-10T10:00:00Z'), added('2', bundleState, '2026-02-11T10:00:00Z'), added('3', bundleState, '2026-02-12T10:00:00Z')];
    const usedUp = added('9', 'depleted', '2026-02-01T10:00:00Z', { remainingQuantity: 0 });
    for (const all of [[first, second], [second, first], [third, usedUp, first, second]]) expect(await usageOf(...all)).toMatchObject({ state: 'not-active', data: { remaining: 1 } });
  });

  test('is that of the bundle that was added last where all are over', async () => {
    for (const bundleState of ['depleted', 'expired', 'lapsed']) {
      expect(await usageOf(added('1', bundleState, '2026-02-10T10:00:00Z'), added('2', bundleState, '2026-02-11T10:00:00Z'))).toMatchObject({ data: { remaining: 2 } });
    }
  });

  const talk = (changes: object) => ['voice', 'sms'].map((callTypeGroup, index) => ({ ...assignment, id: String(index), callTypeGroup, initialQuantity: 100, remainingQuantity: 40, ...changes }));
  test.each<[string, object, object]>([
    ['counted', {}, { isUnlimited: false, total: 100, remaining: 40 }],
    ['unlimited', { unlimited: true, remainingQuantity: 0 }, { isUnlimited: true }],
    ['unlimited by their mark for it', { initialQuantity: -1, remainingQuantity: -1 }, { isUnlimited: true }],
    ['not stated', { initialQuantity: undefined, remainingQuantity: undefined }, { isUnlimited: false, total: null, remaining: null }],
    ['less than nothing', { remainingQuantity: -1 }, { isUnlimited: false, total: 100, remaining: null }],
  ])('of minutes and texts that are %s says so, and never a number that is none', async (_what, changes, left) => {
    expect(await usageOf(...talk(changes))).toMatchObject({ data: null, voice: left, text: left });
  });

  test('of unlimited is never a nought, slowed down or not', async () => {
    expect(await usageOf({ ...assignment, unlimited: true, remainingQuantity: 0 })).toMatchObject({ data: { isUnlimited: true } });
    expect(await usageOf({ ...assignment, initialQuantity: -1, remainingQuantity: 0 })).toMatchObject({ data: { isUnlimited: true } });
  });

  test.each([['processing', 'not-active'], ['depleted', 'finished'], ['expired', 'expired'], ['lapsed', 'expired'], ['revoked', null], ['new word', null]])('a bundle that is %s makes it %s', async (bundleState, state) => {
    expect(await usageOf({ ...assignment, bundleState })).toMatchObject({ state });
  });

  test('of an eSIM without bundles is nothing, rather than nought', async () => {
    const { provider } = await esimgo(() => ({ body: { bundles: [] } }));
    expect(await provider.readUsage?.(ICCID)).toMatchObject({ state: null, data: null, expiresAt: null });
  });

  test('of an eSIM that is not ours is refused (§3)', async () => {
    const { provider } = await esimgo(() => ({ status: 403, body: { message: 'ICCID not accessible' } }));
    await expect(provider.readUsage?.(ICCID)).rejects.toMatchObject({ code: 'rejected' });
    await expect(provider.readUsage?.('../orders')).rejects.toMatchObject({ code: 'rejected' });
  });
});

test('bundles come newest first, each once, with states of ours', async () => {
  const older = { ...assignment, id: '1', bundleState: 'expired', assignmentDateTime: '2025-02-01T10:00:00Z' };
  const { provider } = await esimgo(() => ({ body: held(older, assignment, older) }));
  expect(await provider.listBundles?.(ICCID)).toMatchObject([
    { providerBundleId: '215009266', providerPlanId: BUNDLE, title: 'eSIM, 5GB, 30 Days, France', state: 'active', data: { total: 5000 } }, { providerBundleId: '1', state: 'expired' },
  ]);
});

const sold = (name: string, price: number) => ({ name, description: name, countries: [{ name: 'France', region: 'Europe', iso: 'FR' }], dataAmount: 5000, duration: 30, unlimited: false, price, roamingEnabled: [] });
const organisation = { organisations: [{ currency: 'USD', balance: 100, apiKey: 'secret' }] };

/** An account that answers everything a top-up needs. */
const shop = (changes: { fits?: (name: string) => boolean; order?: Reply } = {}) => (received: Received): Reply => {
  const [, name = ''] = /\/compatible\/([^?]+)/.exec(received.path) ?? [];
  if (name) return { body: { compatible: changes.fits?.(name) ?? true } };
  if (received.path.includes('/organisation')) return { body: organisation };
  if (received.path.includes('/catalogue/bundle/')) return { body: sold(BUNDLE, 4.85) };
  if (received.path.includes('/catalogue')) return { body: { bundles: [sold('b-dear', 9), sold('a-cheap', 1.5), sold('c-other-network', 2)], pageCount: 1 } };
  if (received.path.includes('/bundles')) return { body: held(assignment) };
  if (received.body.includes('"validate"')) return { body: { order: [{ type: 'bundle', item: BUNDLE, quantity: 1, pricePerUnit: 4.85, subTotal: 4.85 }], total: 4.85, valid: true, currency: 'USD' } };
  return changes.order ?? { body: ordered() };
};
const ordered = (changes: object = {}) => ({
  order: [{ type: 'bundle', item: BUNDLE, quantity: 1, iccids: [ICCID], esims: [{ iccid: ICCID, matchingId: 'AAAAA-BBBBB', smdpAddress: 'rsp.example.io' }] }],
  total: 4.85, currency: 'USD', status: 'completed', orderReference: '5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01', createdDate: new Date().toISOString(), assigned: true, ...changes,
});

test('on offer is what is sold for the same place and fits this eSIM, cheapest first (§8.9, §22)', async () => {
  const { provider, requests } = await esimgo(shop({ fits: (name) => name !== 'c-other-network' }));
  expect((await provider.listTopUps?.(ICCID))?.map(({ providerPlanId, cost }) => [providerPlanId, cost.amountMinor])).toEqual([['a-cheap', 150], ['b-dear', 900]]);
  expect(requests.find(({ path }) => path.includes('/catalogue?'))?.path).toContain('countries=FR');
});

test('nothing is on offer for an eSIM whose bundle is sold no more', async () => {
  const { provider } = await esimgo((received) => (received.path.includes('/catalogue/bundle/') ? { status: 400, body: { message: 'unknown' } } : shop()(received)));
  expect(await provider.listTopUps?.(ICCID)).toEqual([]);
});

test.each([['access denied'], ['no bundles available']])('nothing is on offer when 403 says %s of the bundle and the key is good; a bad key is told as such', async (message) => {
  const gone: Reply = { status: 403, body: { message } };
  const { provider } = await esimgo((received) => (received.path.includes('/catalogue/bundle/') ? gone : shop()(received)));
  expect(await provider.listTopUps?.(ICCID)).toEqual([]);
  const isAsked: string[] = [];
  const locked = await esimgo((received) => {
    isAsked.push(received.path);
    // The first reading of the account opens: the key is changed just after.
    const isChanged = isAsked.some((path) => path.includes('/catalogue/bundle/'));
    return received.path.includes('/catalogue/bundle/') ? gone : isChanged ? { status: 403, body: { message: 'access denied' } } : shop()(received);
  });
  await expect(locked.provider.listTopUps?.(ICCID)).rejects.toMatchObject({ code: 'unauthorized' });
});

const wish = () => ({ reference: `sf${randomUUID()}`, orderId: randomUUID(), iccid: ICCID, providerPlanId: BUNDLE, summary: 'x', expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date() });
const nobody = async () => false;

describe('topping up (§18.2)', () => {
  test('asks whether it fits, then what it costs, then buys it once for this very eSIM and no other', async () => {
    const { provider, requests } = await esimgo(shop());
    expect(await provider.topUp?.(wish())).toEqual({ providerOrderId: '5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01' });
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v2.4/esims/${ICCID}/compatible/${BUNDLE}`, 'POST /v2.4/orders', 'POST /v2.4/orders']);
    expect(requests.slice(1).map(({ body }) => JSON.parse(body) as unknown)).toEqual(['validate', 'transaction'].map((type) => ({
      type, assign: true, order: [{ type: 'bundle', quantity: 1, item: BUNDLE, iccids: [ICCID], allowReassign: false }],
    })));
  });

  test.each<[string, Parameters<typeof shop>[0], string]>([
    ['that does not fit', { fits: () => false }, 'rejected'],
    ['whose answer is lost', { order: 'hang-up' }, 'outcome-unknown'],
    ['answered with 500', { order: { status: 500, body: '' } }, 'outcome-unknown'],
    ['refused for want of money', { order: { status: 400, body: { message: 'Failed to process Order. No payment taken.' } } }, 'out-of-funds'],
    ['that went onto another eSIM', { order: { body: ordered({ order: [{ type: 'bundle', item: BUNDLE, quantity: 1, iccids: ['8943108167000000099'] }] }) } }, 'bad-response'],
  ])('%s is told apart', async (_what, changes, code) => {
    const { provider, requests } = await esimgo(shop(changes));
    await expect(provider.topUp?.(wish())).rejects.toMatchObject({ code });
    expect(requests.filter(({ body }) => body.includes('"transaction"')).length).toBeLessThanOrEqual(1);
  });

  test('that costs more than it was sold for is refused before anything is bought', async () => {
    const { provider, requests } = await esimgo(shop());
    await expect(provider.topUp?.({ ...wish(), expectedUnitCost: { amountMinor: 484, currency: 'USD' } })).rejects.toMatchObject({ code: 'rejected' });
    expect(requests.filter(({ body }) => body.includes('"transaction"'))).toEqual([]);
  });

  test('is found again by item, time and eSIM; two that fit are for a person (§18.4)', async () => {
    const other = ordered({ orderReference: 'other', order: [{ type: 'bundle', item: BUNDLE, quantity: 1, iccids: ['8943108167000000099'] }] });
    const found = async (orders: object[], isBound = nobody) => (await esimgo(() => ({ body: { orders } }))).provider.findTopUp?.(wish(), isBound);
    expect(await found([other, ordered()])).toEqual({ found: 'one', providerOrderId: '5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01' });
    expect(await found([other])).toEqual({ found: 'none' });
    expect(await found([ordered()], async () => true)).toEqual({ found: 'none' });
    expect(await found([ordered(), ordered({ orderReference: 'second' })])).toEqual({ found: 'ambiguous' });
    expect(await found([ordered({ createdDate: '2020-01-01T00:00:00Z' })])).toEqual({ found: 'none' });
  });
});

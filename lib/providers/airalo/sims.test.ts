import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { ProviderError } from '@/lib/providers/provider-error';
import { mutationsOf } from '@/tests/mutations';

const ICCID = '8935100000000000017';
const tokenReply: Reply = { body: { data: { token_type: 'Bearer', expires_in: 31_622_400, access_token: 'first-access-token' }, meta: {} } };
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const adapterAt = (apiUrl: string) => createAiraloAdapter({ clientId: randomUUID(), clientSecret: 'secret', apiUrl, brandName: null, ordersPerSecond: null });

async function airalo(script: (received: Received) => Reply) {
  const server = await scriptedServer((received) => (received.path === '/v2/token' ? tokenReply : script(received)));
  stops.push(server.stop);
  const provider = adapterAt(server.url);
  return { provider, address: server.url, asked: () => server.requests.filter(({ path }) => path !== '/v2/token') };
}
const answering = (body: unknown) => airalo(() => ({ body }));
const usage = { remaining: 767, total: 2048, expired_at: '2026-07-01 00:00:00', is_unlimited: false, status: 'ACTIVE', remaining_voice: 0, remaining_text: 0, total_voice: 0, total_text: 0 };
const readUsage = async (changes: object) => (await answering({ data: { ...usage, ...changes } })).provider.readUsage?.(ICCID);

describe('usage (§8.4)', () => {
  test('is what is left, in UTC, with calls and texts only where the plan has them', async () => {
    expect(await readUsage({})).toMatchObject({ state: 'active', data: { isUnlimited: false, total: 2048, remaining: 767 }, voice: null, text: null, expiresAt: new Date('2026-07-01T00:00:00Z') });
    expect(await readUsage({ total_voice: 100, remaining_voice: 0, total_text: '50', remaining_text: '49' })).toMatchObject({
      voice: { isUnlimited: false, total: 100, remaining: 0 }, text: { isUnlimited: false, total: 50, remaining: 49 },
    });
  });

  test('of unlimited is never a nought', async () => {
    expect(await readUsage({ is_unlimited: true, total: 0, remaining: 0 })).toMatchObject({ data: { isUnlimited: true } });
    expect(await readUsage({ is_unlimited: 1, total: 0, remaining: 0 })).toMatchObject({ data: { isUnlimited: true } });
    expect(await readUsage({ is_unlimited: null, total: 0, remaining: 0, status: 'RECYCLED', expired_at: null })).toMatchObject({ data: null, state: 'recycled', expiresAt: null });
  });

  test.each([['NOT_ACTIVE', 'not-active'], ['FINISHED', 'finished'], ['EXPIRED', 'expired'], ['UNKNOWN', null], ['something new', null], [7, null]])('the state %s is %s', async (status, state) => {
    expect(await readUsage({ status })).toMatchObject({ state });
  });

  test('is never asked with anything but digits: an empty ICCID would list every eSIM', async () => {
    const { provider, asked } = await answering({ data: usage });
    for (const iccid of ['', '../orders', '8935 1000']) await expect(provider.readUsage?.(iccid)).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });
});

test.each([
  ['2026-07-01 00:00:00', '2026-07-01T00:00:00.000Z'], ['2026-07-01 10:30', '2026-07-01T10:30:00.000Z'], ['2026-01-09T10:30:45+00:00', '2026-01-09T10:30:45.000Z'],
  ['2026-01-09T10:30:45+02:00', '2026-01-09T08:30:45.000Z'], ['2026-13-01 00:00:00', null], ['tomorrow', null], [null, null],
])('the moment %s is %s', (text, moment) => {
  expect(readMoment(text)?.toISOString() ?? null).toBe(moment);
});

const held = {
  id: 728, status: 'ACTIVE', remaining: 2378, activated_at: '2026-01-09T10:30:45+00:00', expired_at: '2026-02-08T10:30:45+00:00', finished_at: null,
  package: { id: 'fado-30days-3gb-topup', type: 'topup', price: 10, net_price: 6, amount: 3072, day: 30, is_unlimited: false, title: '3 GB - 30 <b>Days</b>', data: '3 GB', short_info: null },
};

test('bundles are the first package and the top-ups, as told, once each (§8.5)', async () => {
  const unlimited = { ...held, id: 729, status: 'NOT_ACTIVE', remaining: 0, activated_at: null, expired_at: null, package: { ...held.package, data: 'Unlimited', amount: 0 } };
  const { provider } = await answering({ pricing: { model: 'net_pricing' }, data: { 0: held, 1: unlimited, 2: held, 3: { nonsense: true } } });
  expect(await provider.listBundles?.(ICCID)).toEqual([
    { providerBundleId: '728', providerPlanId: 'fado-30days-3gb-topup', title: '3 GB - 30 Days', state: 'active', data: { isUnlimited: false, total: 3072, remaining: 2378 }, startedAt: new Date('2026-01-09T10:30:45Z'), expiresAt: new Date('2026-02-08T10:30:45Z') },
    { providerBundleId: '729', providerPlanId: 'fado-30days-3gb-topup', title: '3 GB - 30 Days', state: 'not-active', data: { isUnlimited: true }, startedAt: null, expiresAt: null },
  ]);
});

const offered = { id: 'fado-30days-3gb-topup', type: 'topup', price: 10, amount: 3072, day: 30, is_unlimited: false, title: '3 GB - 30 Days', data: '3 GB', voice: 100, text: 100, net_price: 8 };

describe('top-ups on offer (§8.6)', () => {
  test('cost the wholesale price, or retail less the discount', async () => {
    const net = await answering({ pricing: { model: 'net_pricing', discount_percentage: 0 }, data: [offered, { ...offered, id: 'no-price', price: null, net_price: null }, { ...offered, id: 'a-sim', type: 'sim' }] });
    expect(await net.provider.listTopUps?.(ICCID)).toMatchObject([{ providerPlanId: offered.id, dataMegabytes: 3072, validityDays: 30, voiceMinutes: 100, cost: { amountMinor: 800, currency: 'USD' }, recommendedRetail: { amountMinor: 1_000 } }]);
    const discount = await answering({ pricing: { model: 'discount_pricing', discount_percentage: 25 }, data: [{ ...offered, net_price: null, price: '10.00' }] });
    expect(await discount.provider.listTopUps?.(ICCID)).toMatchObject([{ cost: { amountMinor: 750 } }]);
  });

  test('are none for an eSIM without any, or taken back, or whose operator forbids it', async () => {
    expect(await (await answering({ data: [] })).provider.listTopUps?.(ICCID)).toEqual([]);
    for (const code of [23, 73]) {
      const { provider } = await airalo(() => ({ status: 422, body: { code, reason: 'no' } }));
      expect(await provider.listTopUps?.(ICCID)).toEqual([]);
    }
  });

  test('that could not be read are no empty list', async () => {
    const { provider } = await airalo(() => ({ status: 503, body: '' }));
    await expect(provider.listTopUps?.(ICCID)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

const wish = () => ({ reference: `sf${randomUUID().replaceAll('-', '')}`, orderId: randomUUID(), iccid: ICCID, providerPlanId: offered.id, summary: '1 x 3 GB', expectedUnitCost: { amountMinor: 800, currency: 'USD' }, sentAt: new Date() });
const nobody = async () => false;

describe('topping up (§8.7)', () => {
  test('sends package, eSIM and a description with our reference, once', async () => {
    const { provider, asked } = await answering({ data: { id: 512_090, package_id: offered.id, quantity: 1, type: 'topup' } });
    const request = wish();
    expect(await provider.topUp?.(request)).toEqual({ providerOrderId: '512090' });
    const [sent] = asked();
    expect(sent).toMatchObject({ method: 'POST', path: '/v2/orders/topups' });
    for (const part of [offered.id, ICCID, request.reference, request.orderId]) expect(sent?.body).toContain(part);
    expect(asked()).toHaveLength(1);
  });

  test.each([
    ['hang-up' as const, 'outcome-unknown'],
    [{ status: 500, body: '<html>' }, 'outcome-unknown'],
    [{ status: 200, body: '<html>' }, 'outcome-unknown'],
    [{ status: 200, body: { data: {} } }, 'bad-response'],
    [{ status: 422, body: { code: 11, reason: 'credit' } }, 'out-of-funds'],
    [{ status: 422, body: { code: 73, reason: 'recycled' } }, 'rejected'],
    [{ status: 422, body: { data: { package_id: 'invalid topup package' }, meta: {} } }, 'rejected'],
  ])('%j is %s, and is not sent again', async (reply, code) => {
    const { provider, asked } = await airalo(() => reply);
    await expect(provider.topUp?.(wish())).rejects.toMatchObject({ code });
    expect(asked()).toHaveLength(1);
  });

  test('is found again by its reference alone, unless it is somebody else’s or not ours to tell', async () => {
    const request = wish();
    const row = { id: 512_090, package_id: offered.id, quantity: 1, type: 'topup', description: `${request.orderId} | ${request.reference} | x`, sims: [], status: { slug: 'completed' } };
    const found = async (rows: object[], isBound = nobody) => (await answering({ data: rows, meta: { last_page: 1 } })).provider.findTopUp?.(request, isBound);
    expect(await found([row, { ...row, id: 1, description: `${request.reference}x` }, { ...row, id: 2, status: { slug: 'failed' } }])).toEqual({ found: 'one', providerOrderId: '512090' });
    expect(await found([])).toEqual({ found: 'none' });
    expect(await found([row], async () => true)).toEqual({ found: 'none' });
    expect(await found([row, { ...row, id: 3 }])).toEqual({ found: 'ambiguous' });
    expect(await found([{ ...row, type: 'sim' }])).toEqual({ found: 'ambiguous' });
    expect(await found([{ ...row, package_id: 'another' }])).toEqual({ found: 'ambiguous' });
  });
});

const guide = { model: null, version: '17,18', installation_via_qr_code: { steps: { 10: 'ten', 2: 'two <i>words</i>', 1: 'one' }, qr_code_data: 'LPA:1$a$b' }, installation_manual: { steps: { 1: 'Enter LPA:1$rsp.example$SECRET' } }, network_setup: { steps: { 1: 'APN' } } };

describe('installation steps (§8.3)', () => {
  test('come in the order of their numbers, in the language asked for, without mark-up or codes', async () => {
    const { provider, asked } = await answering({ data: { instructions: { language: 'DE', ios: [guide], android: { 0: { ...guide, model: 'Galaxy' } } } } });
    expect(await provider.readInstallSteps?.(ICCID, 'de')).toEqual([
      { locale: 'de', platform: 'ios', model: null, version: '17,18', qr: ['one', 'two words', 'ten'], manual: ['Enter …'], network: ['APN'] },
      expect.objectContaining({ platform: 'android', model: 'Galaxy' }),
    ]);
    expect(asked()[0]?.headers['accept-language']).toBe('de');
  });

  test('in another language are none', async () => {
    const { provider } = await answering({ data: { instructions: { language: 'EN', ios: [guide], android: [] } } });
    expect(await provider.readInstallSteps?.(ICCID, 'de')).toEqual([]);
  });
});

const HOSTILE: [string, object, (provider: Awaited<ReturnType<typeof answering>>['provider']) => Promise<unknown> | undefined][] = [
  ['usage', { data: usage, meta: { message: 'success' } }, (provider) => provider.readUsage?.(ICCID)],
  ['packages', { pricing: { model: 'net_pricing', discount_percentage: 0 }, data: [held] }, (provider) => provider.listBundles?.(ICCID)],
  ['topups', { pricing: { model: 'net_pricing', discount_percentage: 0 }, data: [offered] }, (provider) => provider.listTopUps?.(ICCID)],
  ['instructions', { data: { instructions: { language: 'EN', ios: [guide], android: [guide] } } }, (provider) => provider.readInstallSteps?.(ICCID, 'en')],
  ['orders/topups', { data: { id: 512_090, package_id: offered.id, type: 'topup', quantity: 1 } }, (provider) => provider.topUp?.(wish())],
];

test.each(HOSTILE)('%s: two hundred answers gone wrong are read or refused, and never a crash', async (_endpoint, good, call) => {
  const bad = mutationsOf(good, 220);
  let body = '';
  const { address } = await airalo(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }));
  for (body of bad) {
    // Each to an account of its own: the limits of one would take minutes.
    const outcome = await Promise.resolve(call(adapterAt(address))).then((value) => value, (error: unknown) => error);
    if (outcome instanceof Error) expect(outcome, body.slice(0, 500)).toBeInstanceOf(ProviderError);
  }
  expect(bad.length).toBeGreaterThanOrEqual(200);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
}, 60_000);

import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { accessDenied, assignment, BUNDLE, held, ICCID, organisation, REFERENCE, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(reply: Exclude<Reply, (...given: never[]) => unknown> | ((received: Received) => Reply)) {
  const made = await scriptedAccount((received) => {
    if (received.path === '/organisation') return { body: organisation };
    return typeof reply === 'function' ? reply(received) : reply;
  });
  stops.push(made.stop);
  return made;
}

const lot = { id: 98_765, total: 10, remaining: 7, expiry: '2027-02-01' };
const stocked = { name: BUNDLE, desc: 'France <b>5 GB</b>', useDms: false, available: [lot, { ...lot, id: '5', remaining: 0 }], countries: ['France'], data: 5000, duration: 30, durationUnit: 'day', autostart: true, unlimited: false, speed: null };

describe('what is bought ahead (§11)', () => {
  test('is told lot by lot, with the day it expires', async () => {
    const { support, asked } = await account({ body: { bundles: [stocked, { ...stocked, name: 'none', available: null }, { nonsense: true }] } });
    expect(await support.listStock?.()).toEqual([
      { stockId: '98765', providerPlanId: BUNDLE, title: 'France 5 GB', total: 10, remaining: 7, expiresAt: new Date('2027-02-01') },
      { stockId: '5', providerPlanId: BUNDLE, title: 'France 5 GB', total: 10, remaining: 0, expiresAt: new Date('2027-02-01') },
    ]);
    expect(asked()).toEqual(['GET /inventory']);
  });

  test('becomes balance again by lot and number', async () => {
    const { support, server } = await account({ body: { status: 'Successfully refunded bundles to balance' } });
    await support.refundStock?.('98765', 2);
    expect(server.requests.map(({ method, path, body }) => [method, path, JSON.parse(body) as unknown])).toEqual([['POST', '/v2.4/inventory/refund', { usageId: 98_765, quantity: 2 }]]);
  });

  test.each([['', 1], ['x', 1], ['1', 0], ['1', 1.5], ['1', -1], ['1', Number.NaN]])('a refund of lot %j, %d times, never leaves', async (stockId, quantity) => {
    const { support, asked } = await account({ body: {} });
    await expect(support.refundStock?.(stockId, quantity)).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });

  test('an account that may not refund is told so, and its key is not blamed', async () => {
    const { support } = await account(accessDenied);
    await expect(support.refundStock?.('1', 1)).rejects.toMatchObject({ code: 'rejected' });
  });
});

const applied = { esims: [{ iccid: ICCID, status: 'ACTIVE', bundle: BUNDLE }], applyReference: REFERENCE };

describe('putting it onto an eSIM (§10)', () => {
  test('names the eSIM and lets it be no other', async () => {
    const { support, server } = await account({ body: applied });
    expect(await support.applyStock?.(ICCID, BUNDLE)).toEqual({ reference: REFERENCE });
    expect(server.requests.map(({ method, path, body }) => [method, path, JSON.parse(body) as unknown])).toEqual([['POST', '/v2.4/esims/apply', { iccid: ICCID, name: BUNDLE, allowReassign: false }]]);
  });

  test.each<[string, Exclude<Reply, (...given: never[]) => unknown>, string]>([
    ['lost', 'hang-up', 'outcome-unknown'], ['500', { status: 500, body: '' }, 'outcome-unknown'], ['503 while it is processed', { status: 503, headers: { 'retry-after': '2' } }, 'outcome-unknown'], ['cut', { body: '{"esims":[' }, 'outcome-unknown'],
    ['nothing', { body: '' }, 'outcome-unknown'], ['no reference', { body: { esims: [] } }, 'bad-response'], ['another eSIM', { body: { ...applied, esims: [{ iccid: '8943108167000000099' }] } }, 'bad-response'],
    ['access denied under a good key', accessDenied, 'rejected'], ['429', { status: 429, body: { message: 'Rate limit exceeded' } }, 'rate-limited'],
  ])('answered with %s is told apart and not sent again', async (_what, reply, code) => {
    const { support, asked } = await account(reply);
    await expect(support.applyStock?.(ICCID, BUNDLE)).rejects.toMatchObject({ code });
    expect(asked().filter((call) => call === 'POST /esims/apply')).toHaveLength(1);
  });

  test('without stock is told apart from an eSIM that is not ours', async () => {
    const { support } = await account({ status: 403, body: { message: 'no available bundles left' } });
    await expect(support.applyStock?.(ICCID, BUNDLE)).rejects.toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'not-enough-stock' } } });
  });

  test.each([['not-an-iccid', BUNDLE], [ICCID, '../orders']])('%s with %s never leaves', async (iccid, bundle) => {
    const { support, asked } = await account({ body: applied });
    await expect(support.applyStock?.(iccid, bundle)).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });
});

describe('finding it again when the answer was lost (§2.1)', () => {
  const sentAt = new Date('2026-02-01T10:00:00Z');
  const order = (changes: object = {}) => ({
    orderReference: REFERENCE, createdDate: '2026-02-01T10:00:02Z', status: 'completed', order: [{ type: 'bundleAssignment', item: `${REFERENCE}-0`, quantity: 0, pricePerUnit: 0, iccids: [ICCID] }], ...changes,
  });
  const find = async (orders: object[], ...assignments: object[]) => {
    const { support, asked } = await account(({ path }) => ({ body: path.startsWith('/orders') ? { orders } : held(...assignments) }));
    return { found: await support.findAppliedStock?.({ iccid: ICCID, providerPlanId: BUNDLE, sentAt }), asked: asked() };
  };

  test('is by its own kind of order, and by what it left on the eSIM', async () => {
    const { found, asked } = await find([order(), { ...order({ orderReference: 'topup' }), order: [{ type: 'apiTopup' }] }], assignment);
    expect(found).toEqual({ found: 'one', reference: REFERENCE });
    expect(decodeURIComponent(asked[0] ?? '')).toContain('createdAt=gte:2026-02-01T09:59:58.000Z&createdAt=lte:2026-02-01T10:10:00.000Z');
  });

  test('one whose order names no eSIM is known by the eSIM', async () => {
    const nameless = order({ order: [{ type: 'bundleAssignment', item: `${REFERENCE}-0`, quantity: 0 }] });
    expect((await find([nameless], assignment)).found).toEqual({ found: 'one', reference: REFERENCE });
    expect((await find([nameless])).found).toEqual({ found: 'none' });
  });

  test('of one that is there and not yet on the eSIM, or of two, a person decides', async () => {
    expect((await find([order()])).found).toEqual({ found: 'ambiguous' });
    const second = order({ orderReference: 'b0000000-0000-4000-8000-000000000000', order: [{ type: 'bundleAssignment', item: 'second-0', iccids: [ICCID] }] });
    expect((await find([order(), second], assignment, { ...assignment, id: '2', assignmentReference: 'second-0' })).found).toEqual({ found: 'ambiguous' });
  });

  test.each([
    ['nothing happened', []], ['another eSIM got it', [order({ order: [{ type: 'bundleAssignment', iccids: ['8943108167000000099'] }] })]], ['it was long before', [order({ createdDate: '2026-01-01T00:00:00Z' })]], ['it was a purchase', [order({ order: [{ type: 'bundle', item: BUNDLE, iccids: [ICCID] }] })]],
  ])('is none when %s', async (_what, orders) => {
    expect((await find(orders, { ...assignment, assignmentReference: 'other-0' })).found).toEqual({ found: 'none' });
  });
});

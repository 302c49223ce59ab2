import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { accessDenied, BUNDLE, ICCID, organisation, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';
import type { Revocation } from '@/lib/providers/esim-support';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const words = 'Successfully Revoked Bundle, bundle has been refunded to inventory';
const ADDRESS = `DELETE /esims/${ICCID}/bundles/${BUNDLE}/assignments/215009266`;
const wish = (changes: Partial<Revocation> = {}): Revocation => ({ iccid: ICCID, providerBundleId: '215009266', providerPlanId: BUNDLE, mode: 'check', refundTo: 'stock', ...changes });
const isCarryingOut = (path: string) => path.includes('type=transaction');

async function account(replies: { check?: Reply; carryOut?: Reply } = {}) {
  const made = await scriptedAccount(({ path }) => {
    if (path === '/organisation') return { body: organisation };
    return (isCarryingOut(path) ? replies.carryOut : replies.check) ?? { body: { status: words } };
  });
  stops.push(made.stop);
  return made;
}

describe('taking a bundle back (§9.4)', () => {
  test('a check says so in the request and carries nothing out', async () => {
    const { support, asked } = await account();
    expect(await support.revokeBundle?.(wish())).toEqual({ words });
    expect(await support.revokeBundle?.(wish({ refundTo: 'balance' }))).toEqual({ words });
    expect(asked()).toEqual([`${ADDRESS}?type=validate&refundToBalance=false`, `${ADDRESS}?type=validate&refundToBalance=true`]);
  });

  test('a carry-out is checked first, then asked for once, for the one assignment named', async () => {
    const { support, asked } = await account();
    expect(await support.revokeBundle?.(wish({ mode: 'carry-out' }))).toEqual({ words });
    expect(asked()).toEqual([`${ADDRESS}?type=validate&refundToBalance=false`, `${ADDRESS}?type=transaction&refundToBalance=false`]);
  });

  test.each([
    ['flat', { offerId: 'offer-1' }, '&offerId=offer-1'], ['deep', { options: [{ type: 'balance', offerId: 42 }] }, '&offerId=42'], ['twice the same', [{ offerId: 'a' }, { offerId: 'a' }], '&offerId=a'],
    ['two to choose from', { options: [{ offerId: 'a' }, { offerId: 'b' }] }, ''], ['no offer', { status: 'ok' }, ''], ['an offer that is no id', { offerId: '<b>' }, ''],
  ])('a refund to the balance names the offer the check made: %s', async (_what, options, expected) => {
    const { support, asked } = await account({ check: { body: Array.isArray(options) ? { options } : options } });
    await support.revokeBundle?.(wish({ mode: 'carry-out', refundTo: 'balance' }));
    expect(asked().at(-1)).toBe(`${ADDRESS}?type=transaction&refundToBalance=true${expected}`);
  });

  test('options in an unknown form are shown as they are, the same each time', async () => {
    const { support } = await account({ check: { body: { options: ['balance', 'inventory'] } } });
    const [first, again] = [await support.revokeBundle?.(wish()), await support.revokeBundle?.(wish())];
    expect(first).toEqual({ words: '{"options":["balance","inventory"]}' });
    expect(again).toEqual(first);
  });

  test.each<[string, Partial<Revocation>]>([
    ['without a mode', { mode: undefined as unknown as 'check' }], ['in a mode of its own', { mode: 'transaction' as unknown as 'check' }],
    ['without a place for the money', { refundTo: undefined as unknown as 'stock' }], ['to a place every object has', { refundTo: 'toString' as unknown as 'stock' }],
    ['without an assignment', { providerBundleId: '' }], ['with an assignment that leads elsewhere', { providerBundleId: '../..' }], ['with a bundle that leads elsewhere', { providerPlanId: '../x' }], ['with no ICCID', { iccid: '' }],
  ])('%s nothing leaves at all', async (_what, changes) => {
    const { support, asked } = await account();
    await expect(support.revokeBundle?.({ ...wish({ mode: 'carry-out' }), ...changes })).rejects.toMatchObject({ code: 'rejected', provider: { notAsked: true } });
    expect(asked()).toEqual([]);
  });

  test.each<[string, Reply, string]>([
    ['refused', { status: 400, body: { message: 'bundle already started' } }, 'rejected'], ['refused with 403', { status: 403, body: { message: 'refund window is over' } }, 'rejected'],
    ['not ours', accessDenied, 'rejected'], ['without an answer', 'hang-up', 'unavailable'], ['broken', { status: 500, body: '' }, 'unavailable'], ['empty', { body: '' }, 'bad-response'],
  ])('a check that is %s carries nothing out', async (_what, check, code) => {
    const { support, asked } = await account({ check });
    await expect(support.revokeBundle?.(wish({ mode: 'carry-out' }))).rejects.toMatchObject({ code });
    expect(asked().filter(isCarryingOut)).toEqual([]);
  });

  test.each<[string, Reply, string]>([
    ['lost', 'hang-up', 'outcome-unknown'], ['500', { status: 500, body: '' }, 'outcome-unknown'], ['503', { status: 503, headers: { 'retry-after': '1' } }, 'outcome-unknown'],
    ['HTML with 200', { body: '<html>' }, 'outcome-unknown'], ['400', { status: 400, body: { message: 'used' } }, 'rejected'],
  ])('a carry-out answered with %s is told apart and not sent again', async (_what, carryOut, code) => {
    const { support, asked } = await account({ carryOut });
    await expect(support.revokeBundle?.(wish({ mode: 'carry-out' }))).rejects.toMatchObject({ code });
    expect(asked().filter(isCarryingOut)).toHaveLength(1);
  });
});

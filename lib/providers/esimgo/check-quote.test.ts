import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { BUNDLE, ICCID, installed, organisation, REFERENCE, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const item = { type: 'bundle', item: BUNDLE, quantity: 1, subTotal: 4.85, pricePerUnit: 4.85 };
const quote = { order: [item], total: 4.85, valid: true, currency: 'USD' };
const wish = () => ({ reference: 'sf00', orderId: randomUUID(), providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date() });
const bought = { orderReference: REFERENCE, status: 'completed', order: [{ ...item, esims: [installed] }] };

/** What a purchase and a top-up come to under this quote, and how often something was bought. */
async function under(reply: Reply, account: Reply = { body: organisation }) {
  const made = await scriptedAccount(({ path, body }): Reply => {
    if (path === '/organisation') return account;
    if (path.includes('/compatible/')) return { body: { compatible: true } };
    return body.includes('"validate"') ? reply : { body: bought };
  });
  stops.push(made.stop);
  const outcome = (call: Promise<unknown> | undefined) => Promise.resolve(call).then(() => 'bought', (error: unknown) => error);
  const purchase = await outcome(made.provider.purchase(wish()));
  const topUp = await outcome(made.provider.topUp?.({ ...wish(), iccid: ICCID }));
  return { purchase, topUp, spent: made.server.requests.filter(({ body }) => body.includes('"transaction"')).length };
}

describe('a quote leads to the purchase only when it says that what is wanted costs no more than it was sold for', () => {
  test.each<[string, object]>([['by the unit', quote], ['in sum of the item', { ...quote, order: [{ ...item, pricePerUnit: null }] }], ['in total', { total: '4.85', valid: true, currency: 'usd' }], ['as text', { ...quote, order: [{ ...item, pricePerUnit: '4.85' }] }], ['cheaper', { ...quote, order: [{ ...item, pricePerUnit: 1 }] }]])('%s: it does', async (_what, body) => {
    expect((await under({ body })).purchase).toBe('bought');
  });

  test.each<[string, object, object]>([
    ['in another currency', { ...quote, currency: 'EUR' }, { code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } }],
    ['dearer by the unit', { ...quote, order: [{ ...item, pricePerUnit: 4.86 }] }, { code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } }],
    ['dearer in sum', { ...quote, order: [{ ...item, pricePerUnit: null, subTotal: 4.86 }] }, { code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } }],
    ['not valid for want of money', { valid: false, message: 'Failed to process Order. No payment taken.' }, { code: 'out-of-funds' }],
    ['not valid for another reason', { valid: false, message: 'no bundles available' }, { code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } }],
    ['not valid for want of balance', { valid: false, message: 'insufficient balance' }, { code: 'out-of-funds' }],
  ])('%s: it is refused', async (_what, body, error) => {
    const { purchase, topUp, spent } = await under({ body });
    expect(purchase).toMatchObject(error);
    expect(topUp).toMatchObject({ code: (error as { code: string }).code });
    expect(spent).toBe(0);
  });

  test.each<[string, Reply]>([
    ['without a currency', { body: { ...quote, currency: null } }], ['without an amount', { body: { valid: true, currency: 'USD', order: [{ type: 'bundle', item: BUNDLE, quantity: 1 }] } }], ['with amounts that are none', { body: { ...quote, total: 'x', order: [{ ...item, pricePerUnit: true, subTotal: [] }] } }],
    ['with less than nothing', { body: { ...quote, order: [{ ...item, pricePerUnit: -1 }] } }], ['beyond all numbers', { body: { ...quote, order: [{ ...item, pricePerUnit: 1e308 }] } }], ['for another bundle', { body: { ...quote, order: [{ ...item, item: 'other' }] } }],
    ['for another quantity', { body: { ...quote, order: [{ ...item, quantity: 2 }] } }], ['for another kind', { body: { ...quote, order: [{ ...item, type: 'topup' }] } }], ['for two things', { body: { ...quote, order: [item, item] } }],
    ['that is no JSON', { body: '<html>' }], ['that is other JSON', { body: { order: 'x' } }], ['refused as an outage', { status: 400, body: { message: 'Service unavailable' } }],
  ])('%s: nothing was bought yet, and it is asked for again later', async (_what, reply) => {
    const { purchase, topUp, spent } = await under(reply);
    expect(purchase).toMatchObject({ code: 'unavailable', retryable: true });
    expect(topUp).toMatchObject({ code: 'unavailable' });
    expect(spent).toBe(0);
  });

  test.each<[string, Reply, object]>([
    ['and the key opens our account: the plan is gone', { body: organisation }, { code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } }],
    ['and opens nothing: the key is bad', { status: 403, body: 'access denied' }, { code: 'unauthorized' }],
    ['and nobody can tell now: asked again later, neither plan nor key is given up', { status: 503, body: '' }, { code: 'unavailable', retryable: true }],
  ])('access is denied, %s', async (_what, account, error) => {
    const { purchase, topUp, spent } = await under({ status: 403, body: 'access denied' }, account);
    expect(purchase).toMatchObject(error);
    expect(topUp).toMatchObject({ code: (error as { code: string }).code });
    expect(spent).toBe(0);
  });
});

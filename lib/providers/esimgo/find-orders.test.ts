import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { BUNDLE, ICCID, installed, REFERENCE, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';
import type { PurchaseRequest } from '@/lib/providers/provider';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const nobody = async () => false;
const wish: PurchaseRequest = { reference: 'sf00', orderId: randomUUID(), providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date('2026-02-01T10:00:00Z') };
const item = { type: 'bundle', item: BUNDLE, quantity: 1, iccids: [ICCID], esims: [installed] };
const order = (changes: object = {}) => ({ orderReference: REFERENCE, createdDate: '2026-02-01T10:00:02Z', status: 'completed', assigned: true, order: [item], ...changes });
/** Without its number, as no other field tells one order from another. */
const unread = (changes: object = {}) => order({ orderReference: null, ...changes });

async function account(orders: unknown[] | string, assignments: Reply = { status: 503, body: '' }) {
  const body = typeof orders === 'string' ? orders : { orders };
  const made = await scriptedAccount(({ path }) => (path.startsWith('/orders?') ? { body } : assignments));
  stops.push(made.stop);
  return made.provider;
}
const find = async (orders: unknown[] | string, assignments?: Reply) => (await account(orders, assignments)).findPurchase(wish, nobody);

describe('an order that is not assigned', () => {
  test('is ours while it is being prepared, whatever that is called, and stock once it is completed (§7.1, §7.3)', async () => {
    for (const status of ['processing', 'PENDING', 'queued']) {
      expect(await find([order({ assigned: false, status, order: [{ ...item, esims: [], iccids: [] }] })])).toEqual({ found: 'one', purchase: { status: 'preparing', providerOrderId: REFERENCE } });
    }
    expect(await find([order({ assigned: false })])).toEqual({ found: 'none' });
    expect(await find([order({ assigned: false, status: 'failed' })])).toEqual({ found: 'none' });
  });
});

describe('a row that cannot be read', () => {
  const forAPerson = { code: 'bad-response', provider: { rawAnswer: expect.stringContaining(BUNDLE) } };

  test.each<[string, object]>([
    ['has no number', unread()], ['has no number and is the only clear one’s twin', unread({ status: 'processing' })], ['has an item that is none', { ...order(), order: [item, null] }],
    ['does not say of which bundle', order({ order: [{ type: 'bundle', quantity: 1, note: BUNDLE }] })], ['does not say how many', order({ order: [{ ...item, quantity: [1] }] })], ['does not say when', unread({ createdDate: 7 })],
  ])('and %s may be ours: a person looks, and no other is taken for it', async (_what, row) => {
    await expect(find([row])).rejects.toMatchObject(forAPerson);
    await expect(find([order({ orderReference: 'twin' }), row])).rejects.toMatchObject(forAPerson);
    await expect((await account([row])).findTopUp?.({ ...wish, iccid: ICCID }, nobody)).rejects.toMatchObject(forAPerson);
  });

  test.each<[string, unknown]>([
    ['is a payment into the balance', { type: 'topup', amount: 1000 }], ['is a list of payments', unread({ order: [{ type: 'apiTopup', item: 'Balance top up', quantity: 1 }] })], ['is of another bundle', unread({ order: [{ ...item, item: 'other' }] })],
    ['is of another quantity', unread({ order: [{ ...item, quantity: 2 }] })], ['is of another time', unread({ createdDate: '2026-01-01T10:00:00Z' })], ['has no items', unread({ order: [] })], ['is no object', 7],
  ])('and %s is not ours', async (_what, row) => {
    expect(await find([row, order()])).toMatchObject({ found: 'one', purchase: { status: 'ready', providerOrderId: REFERENCE } });
    expect(await find([row])).toEqual({ found: 'none' });
  });
});

describe('eSIMs of an order', () => {
  test('whose ICCID is written as a number keep all its digits (§14.1)', async () => {
    const text = JSON.stringify({ orders: [order()] }).replaceAll(`"${ICCID}"`, ICCID);
    expect(text).toContain(`"iccid":${ICCID}`);
    expect(await find(text)).toMatchObject({ found: 'one', purchase: { status: 'ready', esims: [{ iccid: ICCID }] } });
    expect(await (await account(text)).findTopUp?.({ ...wish, iccid: ICCID }, nobody)).toEqual({ found: 'one', providerOrderId: REFERENCE });
  });

  test.each<[string, unknown]>([['null', null], ['text', 'x'], ['with a hole', [null]], ['without an ICCID', [{ matchingId: 'a', smdpAddress: 'b' }]], ['beside one that is whole', [installed, { iccid: 7 }]]])('that are %s are not there yet: the order is found, and what is missing is asked for', async (_what, esims) => {
    expect(await find([order({ order: [{ ...item, esims }] })])).toMatchObject({ found: 'one', purchase: { status: 'preparing', providerOrderId: REFERENCE } });
    expect(await find([order({ order: [{ ...item, esims }] })], { body: installed })).toMatchObject({ found: 'one', purchase: { status: 'ready', esims: [{ iccid: ICCID }] } });
  });
});

test('an account without orders is told as {}, null or an empty list', async () => {
  for (const body of ['{}', 'null', '[]', '{"orders":null}', '{"orders":[]}']) expect(await find(body), body).toEqual({ found: 'none' });
  await expect(find('{"orders":"x"}')).rejects.toMatchObject({ code: 'bad-response' });
});

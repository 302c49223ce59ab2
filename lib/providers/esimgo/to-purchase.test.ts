import { expect, test } from 'vitest';
import { BUNDLE, ICCID, REFERENCE } from '@/lib/providers/esimgo/scripted-account';
import { isCompleted, quantityOf, toProfile, toPurchase } from '@/lib/providers/esimgo/to-purchase';
import { esim as esimSchema, order as orderSchema } from '@/lib/providers/esimgo/wire';

const esim = { iccid: ICCID, matchingId: 'AAAAA-BBBBB-CCCCC-DDDDD', smdpAddress: 'rsp.example.io' };
const profileOf = (changes: object = {}) => toProfile(esimSchema.parse({ ...esim, ...changes }));
const orderOf = (esims: unknown, quantity = 1) => orderSchema.parse({ orderReference: REFERENCE, status: 'completed', order: [{ type: 'bundle', item: BUNDLE, quantity, esims }] });

test('the SM-DP+ address loses scheme, path and slash; older names of it count (§7.3, §8.1)', () => {
  for (const host of [{ smdpAddress: 'rsp.example.io' }, { smdpAddress: 'http://rsp.example.io/' }, { smdpAddress: 'https://rsp.example.io/x' }, { smdpAddress: undefined, rspUrl: 'rsp.example.io' }]) {
    expect(profileOf(host)).toMatchObject({ smdpAddress: 'rsp.example.io', lpa: 'LPA:1$rsp.example.io$AAAAA-BBBBB-CCCCC-DDDDD' });
  }
});

test('a matching id is whatever it is, of either shape (§7.3)', () => {
  for (const matchingId of ['JQ-AAAAAA-BBBBBBB', 'XXXXX-XXXXX-XXXXX-XXXXX', 'a']) expect(profileOf({ matchingId })?.lpa).toBe(`LPA:1$rsp.example.io$${matchingId}`);
});

test.each([['no host', { smdpAddress: null }], ['a host that is none', { smdpAddress: 'rsp example' }], ['no matching id', { matchingId: '' }], ['a matching id that would be more than one part', { matchingId: 'a$b' }], ['an ICCID of letters', { iccid: 'x' }]])('%s makes no installable eSIM', (_what, changes) => {
  expect(profileOf(changes)).toBeNull();
});

test('an order is ready once every unit has its own installable eSIM (§7.3)', () => {
  const other = { ...esim, iccid: '8943108167000000038' };
  expect(toPurchase(orderOf([esim, other], 2))).toMatchObject({ status: 'ready', providerOrderId: REFERENCE, esims: [{ iccid: ICCID }, { iccid: other.iccid }] });
  for (const esims of [[esim], [esim, esim], [esim, { iccid: other.iccid }], [], null]) expect(toPurchase(orderOf(esims, 2))).toMatchObject({ status: 'preparing', providerOrderId: REFERENCE });
  expect(quantityOf(orderOf([], 7))).toBe(7);
});

test.each<[string, object[]]>([['leaves it out', [{}]], ['has something else in its place', [{ quantity: [3] }]], ['says none', [{ quantity: 0 }]], ['leaves it out of one item', [{ quantity: 1 }, {}]]])(
  'how many are to come of an order that %s is what was asked for; where nobody knows, it is in preparation, with what is there (§7.3)', (_what, items) => {
    const order = orderSchema.parse({ orderReference: REFERENCE, status: 'completed', order: items.map((item) => ({ type: 'bundle', item: BUNDLE, ...item, esims: [esim] })) });
    const there = { providerOrderId: REFERENCE, esims: [{ iccid: ICCID }] };
    expect(toPurchase(order)).toMatchObject({ status: 'preparing', ...there });
    expect(toPurchase(order, { quantity: 3 })).toMatchObject({ status: 'preparing', ...there });
    expect(toPurchase(order, { quantity: 1 })).toMatchObject({ status: 'ready', ...there });
  },
);

test('an order without items says neither how many nor which: it is as complete as what was asked for (§7.3)', () => {
  const order = orderSchema.parse({ orderReference: REFERENCE, status: 'completed', order: [] });
  expect(toPurchase(order)).toEqual({ status: 'preparing', providerOrderId: REFERENCE });
  expect(toPurchase(order, { esims: [esimSchema.parse(esim)] })).toMatchObject({ status: 'preparing', esims: [{ iccid: ICCID }] });
  expect(toPurchase(order, { esims: [esimSchema.parse(esim)], quantity: 1 })).toMatchObject({ status: 'ready', esims: [{ iccid: ICCID }] });
});

test('an order that does not say how it stands is as complete as its eSIMs; any other word is not yet (§7.3)', () => {
  expect([undefined, null, 'completed', 'Completed', 'processing', 'failed'].map((status) => isCompleted({ ...orderOf([esim]), status }))).toEqual([true, true, true, true, false, false]);
});

test('the number of an order is orderReference; reference is none (§1.6)', () => {
  expect(orderSchema.safeParse({ reference: REFERENCE, order: [] }).success).toBe(false);
});

import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { collect, ICCID, noSuchCall, OTHER_ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';
import { orderNumberOf } from '@/lib/providers/onence/top-up';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received, index: number) => Reply) {
  const made = await scriptedAccount(script);
  stops.push(made.stop);
  return made;
}
const isV2 = ({ path }: Received) => path.includes('/v2/');
const pageOf = ({ path }: Received) => Number(new URL(path, 'http://x').searchParams.get('page'));
const orderOf = (number: number, changes: object = {}) => ({
  order_number: number, order_type: 'TOPUP', order_date: '2026-02-01T10:00:00.000Z', order_status: 'COMPLETED', invoice_number: '20000002', invoice_amount: '16.66', currency: 'EUR',
  sims: [{ iccid: ICCID, _links: [{ rel: 'self', href: 'https://api.1nce.com/api/v1/sims/x' }] }], products: [{ product_id: 1001, quantity: 1 }], ...changes,
});
const placedAt = (location: string): Reply => ({ status: 201, headers: { location } });

describe('a top-up (§1.10, §1.11, §7.10)', () => {
  test('names its payment method, has no amount, and its order number comes from Location', async () => {
    const { fleet, server, asked } = await account(() => placedAt('https://api.1nce.com/management-api/v2/orders/1234'));
    expect(await fleet.topUp([ICCID])).toEqual({ providerOrderId: '1234' });
    expect(asked()).toEqual([`POST /v2/sims/${ICCID}/topup?payment_method=banktransfer`]);
    expect(server.requests.at(-1)?.body).toBe('');
  });

  test.each([
    ['https://api.1nce.com/management-api/v1/orders/1234', '1234'], ['https://api.1nce.com/management-api/v2/orders/1234/', '1234'], ['/v1/orders/7?x=1', '7'],
    ['https://api.1nce.com/v1/sims/1234', null], ['https://api.1nce.com/v1/orders/abc', null], ['', null], [null, null],
  ])('of %s only the number counts (§1.1 trap 1)', (location, number) => expect(orderNumberOf(location)).toBe(number));

  test('without a Location it was placed all the same', async () => {
    const { fleet } = await account(() => ({ status: 201 }));
    expect(await fleet.topUp([ICCID])).toEqual({ providerOrderId: null });
  });

  test('of several SIMs is one order, in v1', async () => {
    const { fleet, server, asked } = await account(() => placedAt('/v1/orders/99'));
    expect(await fleet.topUp([ICCID, OTHER_ICCID, ICCID])).toEqual({ providerOrderId: '99' });
    expect(asked()).toEqual(['POST /v1/sims/topup?payment_method=banktransfer']);
    expect(server.requests.at(-1)?.body).toBe(JSON.stringify([ICCID, OTHER_ICCID]));
  });

  test('falls back to v1 where v2 lacks the call: a 404 bought nothing', async () => {
    const { fleet, asked } = await account((received) => (isV2(received) ? noSuchCall : placedAt('/v1/orders/5')));
    expect(await fleet.topUp([ICCID])).toEqual({ providerOrderId: '5' });
    expect(asked()).toHaveLength(2);
  });

  test.each([['hang-up' as const], [{ status: 500 }], [{ status: 503 }], [{ status: 504, headers: { 'retry-after': '0' } }]])('an answer like %j is an unknown outcome and is not asked again (§15)', async (reply) => {
    const { fleet, asked } = await account(() => reply);
    await expect(fleet.topUp([ICCID])).rejects.toMatchObject({ code: 'outcome-unknown', retryable: true });
    expect(asked()).toHaveLength(1);
  });

  test.each([
    [{ status: 403 }, 'rejected'], [{ status: 404 }, 'rejected'], [{ status: 422 }, 'rejected'], [{ status: 429, headers: { 'retry-after': '60' } }, 'rate-limited'],
    [{ status: 400, body: { message: 'Payment method used is not valid.' } }, 'rejected'],
  ])('%j bought nothing: %s', async (reply, code) => {
    const { fleet } = await account(() => reply as Reply);
    await expect(fleet.topUp([ICCID])).rejects.toMatchObject({ code });
  });

  test('of no SIM is refused here', async () => {
    const { fleet, server } = await account(() => ({}));
    await expect(fleet.topUp([])).rejects.toMatchObject({ code: 'rejected' });
    expect(server.requests).toEqual([]);
  });
});

describe('looking for a top-up whose answer was lost (§1.1 trap 5, §15)', () => {
  const since = new Date('2026-02-01T10:00:00.400Z');
  const search = async (orders: object[], iccids = [ICCID]) => {
    const { fleet } = await account((received) => ({ body: orders.slice((pageOf(received) - 1) * 10, pageOf(received) * 10) }));
    return (await fleet.findTopUp(iccids, since)).map(({ providerOrderId }) => providerOrderId);
  };

  test('walks all pages, since the newest order is on the last', async () => {
    const older = Array.from({ length: 23 }, (_, n) => orderOf(n, { order_date: '2026-01-01T00:00:00.000Z' }));
    expect(await search([...older, orderOf(100)])).toEqual(['100']);
  });

  test('a date cut to the second still counts, a day before does not', async () => {
    expect(await search([orderOf(1, { order_date: '2026-01-31T10:00:00.000Z' }), orderOf(2, { order_date: '2026-02-01T10:00:00Z' })])).toEqual(['2']);
  });

  test('an order without a readable date may be ours', async () => expect(await search([orderOf(1, { order_date: 'yesterday' })])).toEqual(['1']));

  test('orders of other kinds and other SIMs are not', async () => {
    const both = [{ iccid: ICCID }, { iccid: OTHER_ICCID }];
    expect(await search([orderOf(1, { order_type: 'ADDITIONAL_ORDER' }), orderOf(2, { sims: both }), orderOf(3, { sims: [{ iccid: OTHER_ICCID }] }), orderOf(4, { sims: null })])).toEqual([]);
    expect(await search([orderOf(1), orderOf(2, { order_type: 'BULK_TOPUP', sims: both })], [OTHER_ICCID, ICCID])).toEqual(['2']);
  });
});

describe('orders (§6, §9)', () => {
  test('are listed until a short page, ten at most', async () => {
    const { fleet, asked } = await account((received) => ({ body: Array.from({ length: pageOf(received) === 3 ? 2 : 10 }, (_, n) => orderOf(pageOf(received) * 100 + n)) }));
    expect(await collect(fleet.listOrders())).toHaveLength(22);
    expect(asked()).toEqual([1, 2, 3].map((page) => `GET /v1/orders?page=${page}&pageSize=10&sort=order_number`));
  });

  test('a full last page is followed by an empty one', async () => {
    const { fleet, asked } = await account((received) => ({ body: pageOf(received) === 1 ? Array.from({ length: 10 }, (_, n) => orderOf(n)) : [] }));
    expect(await collect(fleet.listOrders())).toHaveLength(10);
    expect(asked()).toHaveLength(2);
  });

  test('one is read by its number', async () => {
    const { fleet } = await account(() => ({ body: orderOf(2_000_000_001) }));
    expect(await fleet.readOrder('2000000001')).toEqual({
      providerOrderId: '2000000001', kind: 'TOPUP', status: 'COMPLETED', orderedAt: new Date('2026-02-01T10:00:00Z'), invoiceNumber: '20000002',
      invoiceAmount: { amountMinor: 1_666, currency: 'EUR' }, iccids: [ICCID],
    });
  });

  test('an amount nobody can read is not stated', async () => {
    const { fleet } = await account(() => ({ body: orderOf(1, { invoice_amount: '16,66', currency: 'EUR' }) }));
    expect(await fleet.readOrder('1')).toMatchObject({ invoiceAmount: null });
  });

  test('what is no number is not asked for', async () => {
    const { fleet, server } = await account(() => ({}));
    await expect(fleet.readOrder('../sims')).rejects.toMatchObject({ code: 'rejected' });
    expect(server.requests).toEqual([]);
  });

  test('products are SIM articles (§10)', async () => {
    const { fleet } = await account(() => ({ body: [{ id: 1001, product: '1NCE IoT FlexSIM - Standard', material: 'x', package_size: 1, minQuantity: 1, maxQuantity: 1000 }, { id: 1002 }] }));
    expect(await fleet.listProducts()).toEqual([{ id: 1001, name: '1NCE IoT FlexSIM - Standard', minQuantity: 1, maxQuantity: 1000 }, { id: 1002, name: '', minQuantity: null, maxQuantity: null }]);
  });
});

describe('extension and auto top-up (§7.10, §8)', () => {
  test('an extension is a call of v1, invoiced', async () => {
    const { fleet, server, asked } = await account(() => placedAt('/v1/orders/8'));
    expect(await fleet.extend([ICCID], 1001)).toEqual({ providerOrderId: '8' });
    expect(asked()).toEqual(['POST /v1/sims/extension?payment_method=banktransfer']);
    expect(server.requests.at(-1)?.body).toBe(JSON.stringify({ iccids: [ICCID], productId: 1001 }));
  });

  test('an extension whose answer is lost is not asked again', async () => {
    const { fleet, asked } = await account(() => 'hang-up');
    await expect(fleet.extend([ICCID])).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked()).toHaveLength(1);
  });

  test('auto top-up names the SIMs', async () => {
    const { fleet, server, asked } = await account((received) => (isV2(received) ? noSuchCall : { status: 201 }));
    await fleet.setAutoTopUp([ICCID], true);
    expect(asked()).toEqual(['POST /v2/sims/autoTopup', 'POST /v1/sims/autoTopup']);
    expect(server.requests.at(-1)?.body).toBe(JSON.stringify({ enabled: true, iccids: [ICCID] }));
  });

  test('auto top-up may order at once, so a lost answer is not asked again', async () => {
    const { fleet, asked } = await account(() => 'hang-up');
    await expect(fleet.setAutoTopUp([ICCID], true)).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked()).toHaveLength(1);
  });

  test('an order of several SIMs and an extension go to v2 once v1 has retired and v2 has them (§18)', async () => {
    const { fleet, asked } = await account((received) => (isV2(received) ? placedAt('/v2/orders/9') : { status: 410 }));
    expect(await fleet.topUp([ICCID, OTHER_ICCID])).toEqual({ providerOrderId: '9' });
    expect(await fleet.extend([ICCID])).toEqual({ providerOrderId: '9' });
    expect(asked().map((line) => line.split('?')[0])).toEqual(['POST /v1/sims/topup', 'POST /v2/sims/topup', 'POST /v1/sims/extension', 'POST /v2/sims/extension']);
  });
});

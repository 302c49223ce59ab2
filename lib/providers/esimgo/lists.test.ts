import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { BUNDLE, collect, ICCID, installed, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received) => Reply) {
  const made = await scriptedAccount(script);
  stops.push(made.stop);
  return made;
}
const queryOf = (path: string) => new URL(`http://x${path}`).searchParams;
const pageOf = (path: string) => Number(queryOf(path).get('page'));

const iccidOf = (n: number) => `89431081670000${String(n).padStart(5, '0')}`;
const listed = (n: number) => ({ iccid: iccidOf(n), customerRef: `ord_${n}`, lastAction: 'Bundle Applied', actionDate: '2026-02-01T10:00:02Z', physical: false, assignedDate: '2026-02-01T10:00:02Z' });
const all = Array.from({ length: 230 }, (_, n) => listed(n));
const pageAt = (path: string) => all.slice((pageOf(path) - 1) * 100, pageOf(path) * 100);

describe('the eSIMs of the account (§8.4)', () => {
  test.each([
    ['with a count of pages', (path: string) => ({ esims: pageAt(path), pageCount: 3, pageSize: 100, rows: 230 }), 3], ['without one', (path: string) => ({ esims: pageAt(path) }), 4],
    ['as bare lists', pageAt, 4], ['in an envelope whose last page is nothing', (path: string) => ({ esims: pageAt(path).length > 0 ? pageAt(path) : null }), 4], ['from a server that ignores the page', () => ({ esims: all.slice(0, 100) }), 2],
  ])('come page by page %s, each once', async (_what, body, calls) => {
    const { support, asked } = await account(({ path }) => ({ body: body(path) }));
    const found = await collect(support.listEsims?.());
    expect(found.map(({ iccid }) => iccid)).toEqual(all.slice(0, calls === 2 ? 100 : 230).map(({ iccid }) => iccid));
    expect(found[1]).toEqual({ iccid: iccidOf(1), label: 'ord_1', createdAt: new Date('2026-02-01T10:00:02Z') });
    expect(asked()).toHaveLength(calls);
    expect(asked()[0]).toBe('GET /esims?page=1&perPage=100&direction=asc&orderBy=iccid');
  });

  test('are asked for by one filter at a time, and what a server ignores is made good', async () => {
    const { support, asked } = await account(() => ({ body: { esims: all.slice(0, 5), pageCount: 1 } }));
    expect(await collect(support.listEsims?.({ label: 'ord_3' }))).toMatchObject([{ iccid: iccidOf(3) }]);
    expect(await collect(support.listEsims?.({ iccid: iccidOf(2), label: 'ord_2' }))).toMatchObject([{ label: 'ord_2' }]);
    expect(await collect(support.listEsims?.({ iccid: iccidOf(2), label: 'ord_3' }))).toEqual([]);
    expect(asked().map((call) => [queryOf(call.slice(4)).get('filterBy'), queryOf(call.slice(4)).get('filter')])).toEqual([['customerRef', 'ord_3'], ['iccid', iccidOf(2)], ['iccid', iccidOf(2)]]);
  });

  test('that cannot be read are left out, and do not end the list', async () => {
    const { support } = await account(({ path }) => ({ body: pageOf(path) === 1 ? { esims: [{ iccid: 'x' }, null, 7], pageCount: 2 } : { esims: [listed(1), listed(1)], pageCount: 2 } }));
    expect(await collect(support.listEsims?.())).toHaveLength(1);
  });

  test('are asked for page by page as they are wanted', async () => {
    const { support, asked } = await account(({ path }) => ({ body: { esims: pageAt(path), pageCount: 3 } }));
    for await (const { iccid } of support.listEsims?.() ?? []) if (iccid === iccidOf(4)) break;
    expect(asked()).toHaveLength(1);
  });
});

const order = (n: number, changes: object = {}) => ({
  orderReference: `order-${n}`, createdDate: '2026-02-01T10:00:02Z', status: 'completed', statusMessage: `Order completed: ${n} eSIMs assigned`, assigned: true,
  order: [{ type: 'bundle', item: BUNDLE, quantity: 1, iccids: [ICCID], esims: [installed] }], ...changes,
});

describe('the orders of the account (§7.5)', () => {
  const many = Array.from({ length: 130 }, (_, n) => order(n));
  test.each([['in an envelope', (orders: object[]) => ({ orders })], ['as bare lists', (orders: object[]) => orders]])('come page by page %s, with their eSIMs, each once', async (_what, wrap) => {
    const { support, asked } = await account(({ path }) => ({ body: wrap(many.slice((pageOf(path) - 1) * 100, pageOf(path) * 100)) }));
    const found = await collect(support.listOrders?.({}));
    expect(found.map(({ providerOrderId }) => providerOrderId)).toEqual(many.map(({ orderReference }) => orderReference));
    expect(found[0]).toEqual({ providerOrderId: 'order-0', providerPlanId: BUNDLE, kind: null, quantity: 1, status: 'completed', description: 'Order completed: 0 eSIMs assigned', orderedAt: new Date('2026-02-01T10:00:02Z'), iccids: [ICCID] });
    expect(asked()).toEqual(['GET /orders?includeIccids=true&page=1&limit=100', 'GET /orders?includeIccids=true&page=2&limit=100', 'GET /orders?includeIccids=true&page=3&limit=100']);
  });

  test('may be a single one, as the documents have it, and a page that comes again is the last', async () => {
    expect(await collect((await account(() => ({ body: order(1) }))).support.listOrders?.({}))).toHaveLength(1);
    const { support, asked } = await account(() => ({ body: { orders: many.slice(0, 100) } }));
    expect(await collect(support.listOrders?.({}))).toHaveLength(100);
    expect(asked()).toHaveLength(2);
  });

  test('a whole page of rows that cannot be read is not the end', async () => {
    const { support } = await account(({ path }) => ({ body: { orders: pageOf(path) === 1 ? Array.from({ length: 100 }, () => ({ type: 'apiTopup', amount: 1000 })) : [order(1)] } }));
    expect(await collect(support.listOrders?.({}))).toHaveLength(1);
  });

  test('within a time are asked for by gte and lte, and checked', async () => {
    const { support, asked } = await account(() => ({ body: { orders: [order(1), order(2, { createdDate: '2026-01-01T00:00:00Z' }), order(3, { createdDate: null })] } }));
    const [from, to] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-02-02T00:00:00Z')];
    expect((await collect(support.listOrders?.({ from, to }))).map(({ providerOrderId }) => providerOrderId)).toEqual(['order-1', 'order-3']);
    expect(queryOf(asked()[0]?.slice(4) ?? '').getAll('createdAt')).toEqual(['gte:2026-02-01T00:00:00.000Z', 'lte:2026-02-02T00:00:00.000Z']);
  });

  test('are narrowed by eSIM, status and words after reading; balance top-ups are no orders (§7.4)', async () => {
    const others = [
      order(2, { order: [{ type: 'bundle', item: BUNDLE, quantity: 1, iccids: [iccidOf(9)] }] }), order(3, { status: 'processing' }), order(4, { statusMessage: 'delayed' }),
      ...['topup', 'autoTopup', 'apiTopup'].map((type, n) => order(10 + n, { order: [{ type, item: '', quantity: 1 }] })), order(20, { order: [{ type: 'bundleAssignment', item: 'order-20-0', quantity: 0, iccids: [ICCID] }] }),
    ];
    const { support } = await account(() => ({ body: { orders: [order(1), ...others] } }));
    const ids = async (filter: object) => (await collect(support.listOrders?.(filter))).map(({ providerOrderId }) => providerOrderId);
    expect(await ids({})).toEqual(['order-1', 'order-2', 'order-3', 'order-4', 'order-20']);
    expect(await ids({ iccid: iccidOf(9) })).toEqual(['order-2']);
    expect(await ids({ status: 'Processing' })).toEqual(['order-3']);
    expect(await ids({ description: 'DELAYED' })).toEqual(['order-4']);
    expect((await collect(support.listOrders?.({}))).at(-1)).toMatchObject({ providerPlanId: null, quantity: 0 });
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received } from '@/lib/http/scripted-server';
import { ICCID, tried, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { all, order, sim } from '@/lib/providers/airalo/scripted-samples';
import type { OrderFilter } from '@/lib/providers/esim-support';

afterAll(closeDb);
const queryOf = ({ path }: Received) => Object.fromEntries(new URL(`http://x${path}`).searchParams);
const row = { ...order, description: 'store-ref-7f3a', validity: '7', price: '4.50', status: { name: 'Completed', slug: 'completed' } };
const list = (rows: object[], filter: OrderFilter = {}) => tried({ body: { data: rows, meta: { last_page: 1 } } }, (provider) => all(provider.support?.listOrders?.(filter)));

describe('the orders of the account (§7.6)', () => {
  test('come with their eSIMs and status, of whatever kind, and never with the person behind the account', async () => {
    const topUp = { id: '512090', package_id: 'fado-topup', quantity: '1', type: 'topup', description: null, sims: [], created_at: '2026-06-20 09:00:00' };
    const { value, asked } = await list([row, topUp, { id: 7 }]);
    expect(value).toEqual([
      { providerOrderId: '512001', providerPlanId: 'fado-mobile-7days-1gb', kind: 'esim', quantity: 1, status: 'completed', description: 'store-ref-7f3a', orderedAt: new Date('2026-06-16T18:19:00Z'), iccids: [ICCID] },
      { providerOrderId: '512090', providerPlanId: 'fado-topup', kind: 'top-up', quantity: 1, status: null, description: null, orderedAt: new Date('2026-06-20T09:00:00Z'), iccids: [] },
      { providerOrderId: '7', providerPlanId: null, kind: null, quantity: null, status: null, description: null, orderedAt: null, iccids: [] },
    ]);
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
    expect(asked.map(queryOf)).toEqual([{ include: 'sims,status', limit: '25', page: '1' }]);
  });

  test('are asked for with every filter there is', async () => {
    const filter = { from: new Date('2026-06-01T12:00:00Z'), to: new Date('2026-06-30T12:00:00Z'), iccid: ICCID, status: 'partially_refunded', description: 'store-ref', code: '20260616' };
    const { asked } = await list([row], filter);
    expect(asked.map(queryOf)).toEqual([{
      include: 'sims,status', 'filter[created_at]': '2026-06-01 - 2026-06-30', 'filter[iccid]': ICCID, 'filter[description]': 'store-ref', 'filter[code]': '20260616', 'filter[order_status]': 'partially_refunded', limit: '25', page: '1',
    }]);
  });

  test('of an open end reach as far as they can, and what is not of the moment asked for is left out', async () => {
    const early = { ...row, id: 1, created_at: '2026-06-01 11:59:59' };
    const late = { ...row, id: 2, created_at: '2026-06-01 12:00:01' };
    const { value, asked } = await list([early, late], { from: new Date('2026-06-01T12:00:00Z') });
    expect(value).toMatchObject([{ providerOrderId: '2' }]);
    expect(asked.map(queryOf)[0]?.['filter[created_at]']).toBe('2026-06-01 - 2099-12-31');
    expect((await list([early, late], { to: new Date('2026-06-01T12:00:00Z') })).value).toMatchObject([{ providerOrderId: '1' }]);
  });

  test('of a status that cannot be asked for are looked for among all', async () => {
    const { value, asked } = await list([row, { ...row, id: 3, status: { slug: 'processing' } }], { status: 'processing' });
    expect(value).toMatchObject([{ providerOrderId: '3' }]);
    expect(asked.map(queryOf)[0]).not.toHaveProperty('filter[order_status]');
  });

  test('are walked by meta, each once though pages shift, keyed by index or not', async () => {
    const pages: Record<string, unknown> = { 1: [row, { ...row, id: 1 }], 2: { 0: { ...row, id: 1 }, 1: { ...row, id: 2 } }, 3: [{ ...row, id: 3, sims: [sim, { ...sim, iccid: 'none' }] }] };
    const { value, asked } = await withAiralo(
      (received) => ({ body: { data: pages[queryOf(received)['page'] ?? ''], links: { next: 'https://partners-api.airalo.com/v1/orders?page=9' }, meta: { last_page: 3, per_page: '25' } } }),
      (provider) => all(provider.support?.listOrders?.({})),
    );
    expect(value.map(({ providerOrderId }) => providerOrderId)).toEqual(['512001', '1', '2', '3']);
    expect(value.at(-1)?.iccids).toEqual([ICCID]);
    expect(asked).toHaveLength(3);
  });

  test('without meta are walked until a page is not full', async () => {
    const full = Array.from({ length: 25 }, (_, n) => ({ ...row, id: n + 1 }));
    const { value } = await withAiralo((received) => ({ body: { data: queryOf(received)['page'] === '1' ? full : [{ ...row, id: 26 }] } }), (provider) => all(provider.support?.listOrders?.({})));
    expect(value).toHaveLength(26);
  });

  test('of which none can be read are no empty list, and a refusal is one', async () => {
    expect((await list([{ id: 'x' }])).value).toMatchObject({ code: 'bad-response' });
    const refused = { status: 422, body: { data: { limit: 'The limit must be an integer.' }, meta: {} } };
    expect((await tried(refused, (provider) => all(provider.support?.listOrders?.({})))).value).toMatchObject({ code: 'rejected' });
  });
});

describe('the eSIMs of the account (§8.1)', () => {
  const esims = (rows: object[], filter?: object) => tried({ body: { data: rows, meta: { last_page: 1 } } }, (provider) => all(provider.support?.listEsims?.(filter)));

  test('come without a label, for there is none, and only with an ICCID that is one', async () => {
    const { value, asked } = await esims([sim, { ...sim, iccid: 'x' }, { ...sim, iccid: '8935100000000000018', created_at: null }]);
    expect(value).toEqual([{ iccid: ICCID, label: null, createdAt: new Date('2026-06-16T18:19:00Z') }, { iccid: '8935100000000000018', label: null, createdAt: null }]);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v2/sims?limit=100&page=1']);
  });

  test('are asked for by time and ICCID, and matched exactly: there it is a substring', async () => {
    const { value, asked } = await esims([sim, { ...sim, iccid: `${ICCID}1` }], { iccid: ICCID, from: new Date('2026-06-01T00:00:00Z'), to: new Date('2026-06-30T00:00:00Z') });
    expect(value).toMatchObject([{ iccid: ICCID }]);
    expect(asked.map(queryOf)).toEqual([{ 'filter[created_at]': '2026-06-01 - 2026-06-30', 'filter[iccid]': ICCID, limit: '100', page: '1' }]);
  });

  test('are none of any label', async () => {
    const { value, asked } = await esims([sim], { label: 'ours' });
    expect([value, asked]).toEqual([[], []]);
  });
});

describe('one order (§7.7)', () => {
  const read = (reply: Parameters<typeof tried>[0]) => tried(reply, (provider) => provider.readPurchase('512001'));

  test('is read by its number, with eSIMs and status', async () => {
    const { value, asked } = await read({ body: { data: row } });
    expect(value).toMatchObject({ status: 'ready', providerOrderId: '512001', esims: [{ iccid: ICCID }] });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v2/orders/512001?include=sims,status']);
  });

  test.each(['failed', 'refunded'])('that is %s is refused, one that is partially refunded is there', async (slug) => {
    expect((await read({ body: { data: { ...row, status: { slug } } } })).value).toMatchObject({ code: 'rejected' });
    expect((await read({ body: { data: { ...row, status: { slug: 'partially_refunded' } } } })).value).toMatchObject({ status: 'ready' });
  });

  test('of another company is refused without a new token, one that is not there is refused too', async () => {
    const { value, asked } = await read({ status: 401, body: { data: [], meta: { message: 'This action is unauthorized.' } } });
    expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 1]);
    expect((await read({ status: 404, body: { data: [], meta: { message: 'messages.resource_not_found' } } })).value).toMatchObject({ code: 'rejected' });
  });

  test('with an eSIM that comes twice, one too many, or under another number is for a person', async () => {
    for (const odd of [{ quantity: 2, sims: [sim, sim] }, { sims: [sim, { ...sim, iccid: '8935100000000000018' }] }, { id: 512_002 }]) {
      expect((await read({ body: { data: { ...row, ...odd } } })).value).toMatchObject({ code: 'bad-response', provider: { rawAnswer: expect.any(String) } });
    }
  });
});

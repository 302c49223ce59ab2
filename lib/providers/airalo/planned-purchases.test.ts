import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received } from '@/lib/http/scripted-server';
import { newPurchase, tried, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { all, order, REQUEST_ID } from '@/lib/providers/airalo/scripted-samples';

afterAll(closeDb);
const idOf = (n: number) => `request-${String(n).padStart(17, '0')}`;
const row = { request_id: REQUEST_ID, quantity: 1, description: '', status: 'pending', package_id: 'fado-mobile-7days-1gb', due_date: '2026-08-01 10:00', latest_cancellation_date: '2026-07-31 10:00' };
const queryOf = ({ path }: Received) => Object.fromEntries(new URL(`http://x${path}`).searchParams);
const empty = { body: { data: [], meta: { last_page: 1 } } };

describe('what is planned (§7.4)', () => {
  test.each([['planned', 'pending'], ['failed', 'failed'], ['retrying', 'retry']] as const)('and is %s is asked for as %s, page by page as meta counts them', async (state, status) => {
    const reply = ({ path }: Received) => {
      const page = Number(new URL(`http://x${path}`).searchParams.get('page'));
      const rows = page === 1 ? [{ ...row, status }] : { 0: { ...row, status, request_id: idOf(2), quantity: '3', description: 'ours' }, 1: { ...row, status } };
      return { body: { data: rows, links: { next: 'https://elsewhere.example/v1/future-orders?page=2' }, meta: { last_page: '2', per_page: '25' } } };
    };
    const { value, asked } = await withAiralo(reply, (provider) => all(provider.support?.listPlannedPurchases?.(state)));
    expect(value).toEqual([
      { requestId: REQUEST_ID, providerPlanId: row.package_id, quantity: 1, dueAt: new Date('2026-08-01T10:00:00Z'), cancellableUntil: new Date('2026-07-31T10:00:00Z'), state, description: null },
      expect.objectContaining({ requestId: idOf(2), quantity: 3, state, description: 'ours' }),
    ]);
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(asked.map(queryOf)).toEqual([{ status, limit: '25', page: '1' }, { status, limit: '25', page: '2' }]);
  });

  test('and cannot be read is left out, and a list of nothing else is not understood', async () => {
    const list = (data: unknown[]) => tried({ body: { data, meta: { last_page: 1 } } }, (provider) => all(provider.support?.listPlannedPurchases?.('planned')));
    expect((await list([row, { ...row, request_id: idOf(3), due_date: 'tomorrow' }])).value).toHaveLength(1);
    expect((await list([{ ...row, due_date: 'tomorrow' }])).value).toMatchObject({ code: 'bad-response' });
    expect((await list([])).value).toEqual([]);
  });

  test('and breaks off before its last page is not taken for all there is', async () => {
    const reply = ({ path }: Received) => ({ body: { data: path.endsWith('page=1') ? [row] : [], meta: { last_page: 3 } } });
    const { value } = await withAiralo(reply, (provider) => all(provider.support?.listPlannedPurchases?.('planned')).catch((error: unknown) => error));
    expect(value).toMatchObject({ code: 'bad-response' });
    const looked = await withAiralo(reply, (provider) => Promise.resolve(provider.support?.findPlannedPurchase?.(newPurchase(), { dueAt: new Date('2026-08-02T10:00:00Z') })).catch((error: unknown) => error));
    expect(looked.value).toMatchObject({ code: 'bad-response' });
  });

  test('without end is left after a few pages that bring nothing new', async () => {
    const { value, asked } = await tried({ body: { data: [row], meta: { last_page: 9_999 } } }, (provider) => all(provider.support?.listPlannedPurchases?.('planned')));
    expect(value).toHaveLength(1);
    expect(asked.length).toBeLessThan(8);
  });
});

describe('looking for a planned purchase whose answer was lost', () => {
  const request = newPurchase();
  const ours = `${request.orderId} | ${request.reference} | x`;
  const dueAt = new Date('2026-08-01T10:00:00Z');
  const find = async (lists: { pending?: object[]; retry?: object[]; failed?: object[]; orders?: object[] }, due: Date | null = dueAt) => {
    const reply = (received: Received) => {
      const rows = received.path.startsWith('/v2/orders?') ? lists.orders : lists[queryOf(received)['status'] as 'pending'];
      return { body: { data: rows ?? [], meta: { last_page: 1 } } };
    };
    return withAiralo(reply, async (provider) => provider.support?.findPlannedPurchase?.(request, { dueAt: due }));
  };

  test('finds it by our reference among what is planned or tried again', async () => {
    for (const state of ['pending', 'retry'] as const) {
      expect((await find({ [state]: [{ ...row, status: state, description: ours }, { ...row, request_id: idOf(4), description: 'somebody else’s' }] })).value).toEqual({ found: 'planned', requestId: REQUEST_ID, cancellableUntil: new Date('2026-07-31T10:00:00Z') });
    }
  });

  test('finds the order it has become: what was carried out is planned no more', async () => {
    expect((await find({ orders: [{ ...order, description: ours }] })).value).toEqual({ found: 'ordered', providerOrderId: '512001' });
  });

  test('finds nothing where nothing is, nor where it failed', async () => {
    expect((await find({})).value).toEqual({ found: 'none' });
    expect((await find({ failed: [{ ...row, status: 'failed', description: ours }] })).value).toEqual({ found: 'none' });
    expect((await find({ pending: [{ ...row, description: `${request.reference}0` }] })).value).toEqual({ found: 'none' });
  });

  test('leaves to a person what carries no description and is otherwise the same, two of ours, and an order of something else', async () => {
    expect((await find({ pending: [row] })).value).toEqual({ found: 'ambiguous' });
    for (const other of [{ quantity: 2 }, { package_id: 'another' }, { due_date: '2026-08-02 10:00' }]) expect((await find({ pending: [{ ...row, ...other }] })).value).toEqual({ found: 'none' });
    expect((await find({ pending: [{ ...row, description: ours }, { ...row, request_id: idOf(5), description: ours }] })).value).toEqual({ found: 'ambiguous' });
    expect((await find({ orders: [{ ...order, description: ours, package_id: 'another' }] })).value).toEqual({ found: 'ambiguous' });
  });

  test('looks among orders alone for one that was not to wait', async () => {
    const { value, asked } = await find({ pending: [{ ...row, description: ours }], orders: [{ ...order, description: ours }] }, null);
    expect(value).toEqual({ found: 'ordered', providerOrderId: '512001' });
    expect(asked.every(({ path }) => path.startsWith('/v2/orders?'))).toBe(true);
  });
});

describe('cancelling (§7.5)', () => {
  const cancel = (ids: string[], reply: Parameters<typeof tried>[0]) => tried(reply, (provider) => provider.support?.cancelPlannedPurchases?.(ids));

  test('is JSON, each once, ten at a time, whatever stands in the answer', async () => {
    const ids = Array.from({ length: 12 }, (_, n) => idOf(n));
    for (const data of [[], {}]) {
      const { value, asked } = await cancel([...ids, idOf(0)], { body: { data, meta: { message: 'Future orders cancelled successfully' } } });
      expect(value).toBeUndefined();
      expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v2/cancel-future-orders', 'POST /v2/cancel-future-orders']);
      expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ request_ids: ids.slice(0, 10) }, { request_ids: ids.slice(10) }]);
    }
  });

  test.each(['Each request ID must be exactly 25 characters long.', 'Request ID: X is already processed and can not be cancelled.', 'Request ID: X does not exist.'])('that is refused with %j says which, and claims nothing of the others', async (words) => {
    const { value, asked } = await cancel([idOf(1), idOf(2)], { status: 422, body: { data: { 'request_ids.1': words }, meta: {} } });
    expect(value).toMatchObject({ code: 'rejected', provider: { fields: { 'request_ids.1': words } } });
    expect(asked).toHaveLength(1);
  });

  test('whose answer is lost is unknown, and is not sent again', async () => {
    const { value, asked } = await cancel([idOf(1)], 'hang-up');
    expect(value).toMatchObject({ code: 'outcome-unknown' });
    expect(asked).toHaveLength(1);
  });

  test('of nothing, or of what is no request id, sends nothing', async () => {
    expect((await cancel([], empty)).asked).toEqual([]);
    const { value, asked } = await cancel(['../orders'], empty);
    expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
  });
});

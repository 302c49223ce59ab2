import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { ICCID, newTopUp, outcomeOf, tryWrongAnswers, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);
const nobody = async () => false;
const request = newTopUp();
const bought = { id: 512_090, code: '20260620-512090', package_id: request.providerPlanId, quantity: 1, type: 'topup' };
const buy = (data: object) => outcomeOf({ body: { data } }, (provider) => provider.topUp?.(request));

describe('topping up (§8.7)', () => {
  test('sends package, eSIM and a description with our reference as a form, once', async () => {
    const { value, asked } = await withAiralo(() => ({ body: { data: bought } }), async (provider) => provider.topUp?.(request));
    expect(value).toEqual({ providerOrderId: '512090' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/v2/orders/topups', headers: { 'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/) } });
    for (const part of ['name="package_id"', 'name="iccid"', 'name="description"', bought.package_id, ICCID, request.reference, request.orderId]) expect(asked[0]?.body).toContain(part);
  });

  test.each([
    ['hang-up' as const, 'outcome-unknown'],
    [{ status: 500, body: '<html>' }, 'outcome-unknown'],
    [{ status: 200, body: '<html>' }, 'outcome-unknown'],
    [{ status: 200, body: { data: {} } }, 'bad-response'],
    [{ status: 422, body: { code: 11, reason: 'credit' } }, 'out-of-funds'],
    [{ status: 422, body: { code: 73, reason: 'recycled' } }, 'rejected'],
    [{ status: 422, body: { data: { iccid: 'The iccid field is required.' }, meta: {} } }, 'rejected'],
    [{ status: 422, body: { data: { package_id: 'invalid topup package' }, meta: {} } }, 'rejected'],
    [{ status: 422, body: { data: { package_id: 'validation.order_exceed_limit' }, meta: {} } }, 'rejected'],
  ])('%j is %s, and is not sent again', async (reply, code) => {
    const { value, asked } = await withAiralo(() => reply, async (provider) => provider.topUp?.(newTopUp()).catch((error: unknown) => error));
    expect(value).toMatchObject({ code });
    expect(asked).toHaveLength(1);
  });
});

describe('the answer to a top-up (§8.7)', () => {
  test.each([{ package_id: 'another' }, { type: 'sim' }, { id: -5 }, { id: 0 }, { id: '1e3' }])('with %j is not the top-up asked for: a person looks', async (changes) => {
    expect(await buy({ ...bought, ...changes })).toMatchObject({ code: 'bad-response', provider: { rawAnswer: expect.stringContaining('topup') } });
  });

  test('may leave out what it is of', async () => {
    expect(await buy({ id: '512090' })).toEqual({ providerOrderId: '512090' });
  });

  test.each([14, 23, 43, 73])('%i is a definite refusal, sent once', async (code) => {
    const refused = await withAiralo(() => ({ status: 422, body: { code, reason: 'no' } }), async (provider) => provider.topUp?.(newTopUp()).catch((error: unknown) => error));
    expect(refused.value).toMatchObject({ code: 'rejected', retryable: false });
    expect(refused.asked).toHaveLength(1);
  });

  test('is never asked for an eSIM or a package that cannot be one', async () => {
    for (const wrong of [{ iccid: '' }, { iccid: '../orders' }, { providerPlanId: '' }, { providerPlanId: 'a b' }]) {
      const { value, asked } = await withAiralo(() => 'hang-up', async (provider) => provider.topUp?.(newTopUp(wrong)).catch((error: unknown) => error));
      expect(value).toMatchObject({ code: 'rejected' });
      expect(asked).toEqual([]);
    }
  });
});

const row = { ...bought, description: `${request.orderId} | ${request.reference} | 1 x 3 GB`, sims: [], status: { name: 'Completed', slug: 'completed' } };
const find = (data: unknown) => outcomeOf({ body: { data, meta: { last_page: 1 } } }, (provider) => provider.findTopUp?.(request, nobody));

describe('looking for a top-up whose answer was lost (§7.6)', () => {
  test('asks for its reference in descriptions', async () => {
    const { asked } = await withAiralo(() => ({ body: { data: [row] } }), async (provider) => provider.findTopUp?.(request, nobody));
    const query = new URL(`http://x${asked[0]?.path}`).searchParams;
    expect([asked.length, query.get('filter[description]')]).toEqual([1, request.reference]);
  });

  test('a longer reference, a failed order and one that is bound already are not it; two are for a person', async () => {
    expect(await find([])).toEqual({ found: 'none' });
    expect(await find([row, { ...row, id: 1, description: `${request.reference}x` }, { ...row, id: 2, status: { slug: 'failed' } }])).toEqual({ found: 'one', providerOrderId: '512090' });
    expect(await outcomeOf({ body: { data: [row] } }, (provider) => provider.findTopUp?.(request, async () => true))).toEqual({ found: 'none' });
    expect(await find([row, { ...row, id: 3 }])).toEqual({ found: 'ambiguous' });
  });

  test('a row that comes twice is one top-up', async () => {
    expect(await find([row, row])).toEqual({ found: 'one', providerOrderId: '512090' });
  });

  test('a row without type or package is found by the reference alone', async () => {
    expect(await find([{ id: 512_090, quantity: '1', description: row.description }])).toEqual({ found: 'one', providerOrderId: '512090' });
  });

  test.each([{ type: 'sim' }, { type: 'esim' }, { package_id: 'another' }, { quantity: 2 }])('one with %j is for a person', async (changes) => {
    expect(await find([{ ...row, ...changes }])).toEqual({ found: 'ambiguous' });
  });

  test('a look-up that cannot be read is not "nothing there"', async () => {
    for (const reply of [{ status: 503, body: '' }, { status: 200, body: '<html>' }, { status: 200, body: { data: null } }, 'hang-up' as const]) {
      expect(await outcomeOf(reply, (provider) => provider.findTopUp?.(request, nobody))).toBeInstanceOf(ProviderError);
    }
  });
});

type Order = { id?: unknown; package_id?: unknown; type?: unknown; description?: unknown };
/** What the body itself says, as far as it is words. */
const contradicts = ({ package_id, type }: Order) =>
  (typeof package_id === 'string' && package_id !== '' && package_id !== request.providerPlanId) || (typeof type === 'string' && type !== '' && type.trim() !== 'topup');

test('of wrong answers to a top-up none is taken for another purchase', async () => {
  const tried = await tryWrongAnswers({ data: bought, meta: { message: 'success' } }, (provider) => provider.topUp?.(request));
  expect(tried.length).toBeGreaterThanOrEqual(200);
  for (const { body, outcome } of tried) {
    if (outcome instanceof Error) {
      expect(outcome, body.slice(0, 300)).toBeInstanceOf(ProviderError);
      expect(['outcome-unknown', 'bad-response']).toContain((outcome as ProviderError).code);
      continue;
    }
    const { data } = JSON.parse(body) as { data: Order };
    expect(outcome).toEqual({ providerOrderId: String(data.id) });
    expect(contradicts(data), body.slice(0, 300)).toBe(false);
  }
}, 60_000);

test('of wrong lists of orders none binds an order that is not ours', async () => {
  const stranger = { ...row, id: 777, description: 'somebody | else | x' };
  const tried = await tryWrongAnswers({ data: [stranger, row], meta: { last_page: 1, per_page: '50' } }, (provider) => provider.findTopUp?.(request, nobody));
  expect(tried.length).toBeGreaterThanOrEqual(200);
  for (const { body, outcome } of tried) {
    if (outcome instanceof Error) {
      expect(outcome, body.slice(0, 300)).toBeInstanceOf(ProviderError);
      continue;
    }
    const { found, providerOrderId } = outcome as { found: string; providerOrderId?: string };
    if (found !== 'one') continue;
    const orders = Object.values((JSON.parse(body) as { data: Record<string, Order> }).data);
    const order = orders.find(({ id }) => String(id) === providerOrderId);
    expect(order?.description, body.slice(0, 300)).toContain(request.reference);
    expect(contradicts(order ?? {})).toBe(false);
  }
}, 60_000);

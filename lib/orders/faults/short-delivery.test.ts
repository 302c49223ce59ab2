import { describe, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { closeCase } from '@/lib/orders/close-case';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { noteCase } from '@/lib/orders/open-case';
import { readPurchaseAgain } from '@/lib/orders/read-purchase-again';
import { refundOrder } from '@/lib/orders/refund-order';
import { faultsOf } from '@/tests/audit';
import { changedJson, type Answered } from '@/tests/between';
import { given, jobs, newestCase, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { letShopAge, startAfresh, workUntilRest } from '@/tests/shop-time';

type Json = Record<string, unknown>;
type Provider = 'airalo' | 'esimgo';

vi.setConfig({ testTimeout: 120_000 });
const world = ownSandbox(startAfresh);

const cut = (value: unknown, most: number) => (Array.isArray(value) ? value.slice(0, most) : value);

/** Where each provider's answers hold the eSIMs of an order. */
const CUT: Record<Provider, (body: Json, most: number) => unknown> = {
  airalo: (body, most) => ({ ...body, data: { ...(body.data as Json), sims: cut((body.data as Json).sims, most) } }),
  esimgo: (body, most) => (Array.isArray(body.order) ? { ...body, order: (body.order as Json[]).map((item) => ({ ...item, esims: cut(item.esims, most) })) } : body),
};
const isOrder = (path: string) => /\/orders(\/|$)/.test(path.split('?')[0] ?? '');
/** The provider gives so many of each order and says no more; install lists apart from the order hold nothing. */
function deliverOnly(provider: Provider, most: number) {
  world.wires[provider].wire.after = ({ path }, answered): Answered => {
    if (path.includes('/esims/assignments')) return { status: 503, headers: {}, body: Buffer.from('') };
    return isOrder(path) && answered.status === 200 ? changedJson(answered, (body) => CUT[provider](body, most)) : answered;
  };
}
const STEP_MS = 30_000;
const actor = 'staff@example.com';

describe.each<Provider>(['airalo', 'esimgo'])('of three eSIMs ordered at %s', (provider) => {
  test('two come: they are delivered within minutes, and the third is a person’s', async () => {
    deliverOnly(provider, 2);
    const order = await given.order({ provider, quantity: 3 });
    const { steppedMs: tookMs } = await workUntilRest([order.id], { stepMs: STEP_MS, most: 80 });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: ['short-delivery'], purchases: [{ status: 'READY' }] });
    expect(state.events).toContainEqual(expect.objectContaining({ kind: 'case', data: { wanted: 3, got: 2 } }));
    expect(state.esims).toHaveLength(2);
    for (const { id } of state.esims) expect(await jobs('email.delivery', id)).toHaveLength(1);
    expect(tookMs).toBeLessThanOrEqual(6 * 60_000);
    expect(world.purchases()).toHaveLength(1);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
    await refundOrder({ orderId: order.id, amountMinor: order.totalMinor / 3, reason: 'one is missing', actor });
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('the third comes a minute late: all three are delivered together, and nobody is asked', async () => {
    deliverOnly(provider, 2);
    const order = await given.order({ provider, quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 2 });
    expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', esims: [], purchases: [{ status: 'PREPARING' }] });
    world.wires[provider].wire.after = undefined;
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 10 });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
    expect(state.esims).toHaveLength(3);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('two are seen first after five minutes without an answer: the third still has its time, and comes', async () => {
    deliverOnly(provider, 0);
    const order = await given.order({ provider, quantity: 3 });
    await fulfilOrder({ orderId: order.id });
    await letShopAge(6 * 60_000);
    deliverOnly(provider, 2);
    await fulfilOrder({ orderId: order.id });
    expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', esims: [], purchases: [{ status: 'PREPARING', partSeenAt: expect.any(Date) }] });
    world.wires[provider].wire.after = undefined;
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 4 });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
    expect(state.esims).toHaveLength(3);
  });

  test('the third comes after the case was opened: staff read the purchase again, it is kept and mailed once, and the case is closed', async () => {
    deliverOnly(provider, 2);
    const order = await given.order({ provider, quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 80 });
    const before = (await stateOf(order.id)).esims.map(({ id }) => id);
    expect(await readPurchaseAgain({ orderId: order.id, actor })).toEqual({ outcome: 'nothing-came' });
    expect((await stateOf(order.id)).reviewReasons).toEqual(['short-delivery']);
    world.wires[provider].wire.after = undefined;
    await letShopAge(60_000);
    const read = () => readPurchaseAgain({ orderId: order.id, actor });
    const outcomes = await Promise.all([read(), read(), read()]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['all-came', 'no-short-delivery', 'no-short-delivery']);
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
    expect(new Set(state.esims.map(({ position }) => position))).toEqual(new Set([0, 1, 2]));
    expect(state.esims.map(({ id }) => id)).toEqual(expect.arrayContaining(before));
    for (const { id } of state.esims) expect(await jobs('email.delivery', id)).toHaveLength(1);
    expect(await db().auditEntry.findMany({ where: { subject: order.id, action: 'order.read-again' }, orderBy: { id: 'asc' } })).toMatchObject([
      { actor, data: { wanted: 3, have: 2, came: 0 } }, { actor, data: { wanted: 3, have: 3, came: 1 } },
    ]);
    expect(world.purchases()).toHaveLength(1);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('the third comes after its share went back: nobody gets both', async () => {
    deliverOnly(provider, 2);
    const order = await given.order({ provider, quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 80 });
    await refundOrder({ orderId: order.id, amountMinor: order.totalMinor / 3, reason: 'one is missing', actor });
    world.wires[provider].wire.after = undefined;
    expect(await readPurchaseAgain({ orderId: order.id, actor })).toEqual({ outcome: 'refunded-already' });
    expect((await stateOf(order.id)).esims).toHaveLength(2);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('none comes and nobody tells when: it is looked at again until a person is asked, and bought once', async () => {
    deliverOnly(provider, 0);
    const order = await given.order({ provider, quantity: 3 });
    await fulfilOrder({ orderId: order.id });
    expect((await stateOf(order.id)).purchases).toMatchObject([{ status: 'PREPARING', providerOrderId: expect.any(String) }]);
    const { steppedMs: tookMs } = await workUntilRest([order.id], { stepMs: 60_000, most: 60 });
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['still preparing'], esims: [] });
    expect(tookMs).toBeGreaterThanOrEqual(30 * 60_000);
    expect(tookMs).toBeLessThan(33 * 60_000);
    expect(world.purchases()).toHaveLength(1);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('none comes for ten minutes and no message tells that they are there: they are delivered all the same', async () => {
    deliverOnly(provider, 0);
    const order = await given.order({ provider, quantity: 3 });
    await workUntilRest([order.id], { stepMs: 60_000, most: 10 });
    expect((await stateOf(order.id)).status).toBe('FULFILLING');
    world.wires[provider].wire.after = undefined;
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 4 });
    const state = await stateOf(order.id);
    expect([state.status, state.esims.length]).toEqual(['FULFILLED', 3]);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });
});

describe('of three eSIMs ordered at eSIM Go', () => {
  const another = (esim: Json, nth: number) => ({ ...esim, iccid: `89449${String(Math.random()).slice(2, 15).padEnd(13, '0')}${nth}`, matchingId: `TOO-MANY-${nth}` });
  /** One more than it made. */
  function deliverOneMore() {
    const { wire } = world.wires.esimgo;
    wire.after = ({ path }, answered) =>
      isOrder(path) && answered.status === 200 && !path.includes('/esims/assignments')
        ? changedJson(answered, (body) => (Array.isArray(body.order) ? { ...body, order: (body.order as Json[]).map((item) => (Array.isArray(item.esims) ? { ...item, esims: [...(item.esims as Json[]), another(item.esims[0] as Json, 1)] } : item)) } : body))
        : answered;
  }

  test('four come: all are delivered, and the fourth is a person’s, who closes the case with a note', async () => {
    deliverOneMore();
    const order = await given.order({ provider: 'esimgo', quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 20 });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: ['more-than-ordered'] });
    expect(state.esims).toHaveLength(4);
    expect(state.events).toContainEqual(expect.objectContaining({ kind: 'case', data: { wanted: 3, got: 4 } }));
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
    expect(await closeCase({ orderId: order.id, note: 'not charged', seenEventId: await newestCase(order.id), actor })).toEqual({ outcome: 'closed' });
  });

  test('two come, their refund fails, and then the third is there: reading again settles what was missing, not the refund', async () => {
    deliverOnly('esimgo', 2);
    const order = await given.order({ provider: 'esimgo', quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 80 });
    await noteCase(pool(), { orderId: order.id, reason: 'refund-failed' });
    const { reviewOpenedAt } = await stateOf(order.id);
    world.wires.esimgo.wire.after = undefined;
    expect(await readPurchaseAgain({ orderId: order.id, actor })).toEqual({ outcome: 'all-came' });
    expect(await stateOf(order.id)).toMatchObject({ reviewReasons: ['refund-failed'], reviewOpenedAt });
  });

  test('two come, and later four are there: staff read again, all are kept, and the case stays for the surplus', async () => {
    deliverOnly('esimgo', 2);
    const order = await given.order({ provider: 'esimgo', quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 80 });
    const { reviewOpenedAt } = await stateOf(order.id);
    deliverOneMore();
    expect(await readPurchaseAgain({ orderId: order.id, actor })).toEqual({ outcome: 'too-many-came' });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: ['more-than-ordered'], reviewOpenedAt });
    expect(state.esims).toHaveLength(4);
  });
});

/** The same, and no answer says how many were ordered. */
function deliverUncounted(most: number) {
  deliverOnly('esimgo', most);
  const { wire } = world.wires.esimgo;
  const cutting = wire.after;
  wire.after = async (received, answered) => {
    const told = (await cutting?.(received, answered)) ?? answered;
    if (told === 'hang-up' || !isOrder(received.path) || told.status !== 200) return told;
    return changedJson(told, (body) => ({ ...body, order: (body.order as Json[]).map((item) => ({ ...item, quantity: undefined })) }));
  };
}

describe('of three eSIMs in an order of eSIM Go that never says how many', () => {
  test('one is there first: it is not taken for all of them, and once three are, they are delivered together within minutes, and nobody is asked', async () => {
    deliverUncounted(1);
    const order = await given.order({ provider: 'esimgo', quantity: 3 });
    await workUntilRest([order.id], { stepMs: STEP_MS, most: 2 });
    expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', esims: [], purchases: [{ status: 'PREPARING' }] });
    deliverUncounted(3);
    const { steppedMs } = await workUntilRest([order.id], { stepMs: STEP_MS, most: 20 });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
    expect(state.esims).toHaveLength(3);
    expect(steppedMs).toBeLessThanOrEqual(6 * 60_000);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('two come: they are delivered within minutes, and the third is a person’s', async () => {
    deliverUncounted(2);
    const order = await given.order({ provider: 'esimgo', quantity: 3 });
    const { steppedMs } = await workUntilRest([order.id], { stepMs: STEP_MS, most: 80 });
    const state = await stateOf(order.id);
    expect(state).toMatchObject({ status: 'FULFILLED', reviewReasons: ['short-delivery'], purchases: [{ status: 'READY' }] });
    expect(state.events).toContainEqual(expect.objectContaining({ kind: 'case', data: { wanted: 3, got: 2 } }));
    expect(state.esims).toHaveLength(2);
    expect(steppedMs).toBeLessThanOrEqual(6 * 60_000);
    expect(world.purchases()).toHaveLength(1);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('none comes: a person is asked after half an hour', async () => {
    deliverUncounted(0);
    const order = await given.order({ provider: 'esimgo', quantity: 3 });
    const { steppedMs } = await workUntilRest([order.id], { stepMs: 60_000, most: 60 });
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['still preparing'], esims: [] });
    expect(steppedMs).toBeLessThan(33 * 60_000);
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OrderViewer } from '@/lib/auth/order-access-rule';
import { db } from '@/lib/db/client';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { placeTopUp } from '@/lib/orders/place-top-up';
import { getProvider } from '@/lib/providers/registry';
import { given, jobs, letTimePass, stateOf } from '@/tests/given';
import { newGuestOf } from '@/tests/viewers';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

type Provider = 'airalo' | 'esimgo';
const PLANS = { airalo: 'fado-mobile-7days-1gb', esimgo: 'esim_1GB_7D_PT_V2' } as const;

/** An eSIM that really is at the provider, and what it may be topped up with. */
async function owned(provider: Provider) {
  const id = getProvider(provider);
  const bought = await id.purchase({ reference: randomUUID(), orderId: randomUUID(), providerPlanId: PLANS[provider], quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 100_000, currency: 'USD' }, sentAt: null });
  const iccid = bought.status === 'ready' ? (bought.esims[0]?.iccid ?? '') : '';
  const esim = await given.esim({ provider, iccid });
  const offers = (await id.listTopUps?.(iccid)) ?? [];
  const offer = offers[0];
  if (!offer) throw new Error('nothing on offer');
  return { ...esim, offer, viewer: await newGuestOf(esim.orderId) };
}
type Owned = Omit<Awaited<ReturnType<typeof owned>>, 'viewer'> & { viewer: OrderViewer };
const wishFor = ({ id, offer, viewer }: Owned, changes: object = {}) => ({
  esimId: id, providerPlanId: offer.providerPlanId, attempt: 0, expectedTotalMinor: 0, expectedCurrency: 'USD', viewer, browserId: 'browser', locale: 'en', customerId: null, ...changes,
});

/** Places it at the price the shop names. */
async function place(mine: Owned, changes: object = {}) {
  const told = await placeTopUp(wishFor(mine, changes));
  if (told.outcome !== 'price-changed') return told;
  return placeTopUp(wishFor(mine, { expectedTotalMinor: told.totalMinor, ...changes }));
}
async function paid(mine: Owned): Promise<string> {
  const placed = await place(mine);
  if (placed.outcome !== 'placed') throw new Error(placed.outcome);
  await db().order.update({ where: { id: placed.orderId }, data: { status: 'PAID', paidAt: new Date() } });
  return placed.orderId;
}

const world = ownSandbox(async () => {
  world.wires.airalo.clear();
  await emptyTables('providerState');
});

describe.each<Provider>(['airalo', 'esimgo'])('a top-up at %s', (provider) => {
  test('is priced by the shop, and twice the same wish is one order', async () => {
    const mine = await owned(provider);
    const [one, two] = [await place(mine), await place(mine)];
    expect(one).toMatchObject({ outcome: 'placed' });
    expect(two).toMatchObject({ outcome: 'placed', orderId: (one as { orderId: string }).orderId, clientSecret: (one as { clientSecret: string }).clientSecret });
    const { lines } = await stateOf((one as { orderId: string }).orderId);
    expect(lines).toMatchObject([{ planId: null, topUpEsimId: mine.id, quantity: 1, providerPlanId: mine.offer.providerPlanId, unitCostMinor: mine.offer.cost.amountMinor }]);
    expect(lines[0]?.unitPriceMinor).toBeGreaterThan(mine.offer.cost.amountMinor);
  });

  test('is bought once by ten workers, noted on its eSIM and mailed', async () => {
    const mine = await owned(provider);
    const orderId = await paid(mine);
    await Promise.all(Array.from({ length: 10 }, () => fulfilOrder({ orderId })));
    const state = await stateOf(orderId);
    expect(state).toMatchObject({ status: 'FULFILLED', purchases: [{ status: 'READY' }], esims: [] });
    expect(await db().bundle.findMany({ where: { esimId: mine.id, providerPlanId: mine.offer.providerPlanId, purchaseId: state.purchases[0]?.id ?? '' } })).toHaveLength(1);
    expect(world.purchases(state.purchases[0]?.providerOrderId ?? 'none')).toHaveLength(1);
    expect(await jobs('email.top-up', orderId)).toHaveLength(1);
  });

  test('that the provider took before hanging up is adopted, not bought again', async () => {
    const mine = await owned(provider);
    const orderId = await paid(mine);
    world.fault(provider, provider === 'airalo' ? 'top-up' : 'order', { kind: 'act-then-hang-up' });
    await fulfilOrder({ orderId });
    expect((await stateOf(orderId)).purchases).toMatchObject([{ status: 'UNKNOWN' }]);
    for (let tries = 0; tries < 10 && (await stateOf(orderId)).status !== 'FULFILLED'; tries += 1) {
      await letTimePass(orderId);
      await fulfilOrder({ orderId });
    }
    const state = await stateOf(orderId);
    expect(state).toMatchObject({ status: 'FULFILLED', purchases: [{ status: 'READY' }] });
    expect(world.purchases(state.purchases[0]?.providerOrderId ?? 'none')).toHaveLength(1);
  });
});

test('what is paid is shown as paid, even when the provider sells nothing any more', async () => {
  const mine = await owned('airalo');
  const orderId = await paid(mine);
  await db().providerState.upsert({ where: { providerId: 'airalo' }, create: { providerId: 'airalo', isSwitchedOff: true }, update: { isSwitchedOff: true } });
  await given.reading(mine.id, 'usage', { state: 'expired', data: null, voice: null, text: null, expiresAt: null, measuredAt: new Date() });
  expect(await placeTopUp(wishFor(mine))).toMatchObject({ outcome: 'already-paid', orderId });
});

describe('nothing is placed', () => {
  test('for an eSIM that is not the viewer’s', async () => {
    const mine = await owned('airalo');
    const strangers = [{ customerId: 'somebody', isStaff: false, orderAccess: [] }, { customerId: null, isStaff: true, orderAccess: [] }, (await owned('airalo')).viewer];
    for (const viewer of strangers) expect(await placeTopUp(wishFor({ ...mine, viewer }))).toEqual({ outcome: 'not-found' });
    expect(await placeTopUp(wishFor(mine, { esimId: randomUUID() }))).toEqual({ outcome: 'not-found' });
  });

  test('for a package that is not on offer for this eSIM', async () => {
    const mine = await owned('airalo');
    expect(await placeTopUp(wishFor(mine, { providerPlanId: 'another-package' }))).toEqual({ outcome: 'plan-unavailable' });
  });

  test('for an eSIM whose life is over', async () => {
    const mine = await owned('airalo');
    await given.reading(mine.id, 'usage', { state: 'expired', data: null, voice: null, text: null, expiresAt: null, measuredAt: new Date() });
    expect(await placeTopUp(wishFor(mine))).toEqual({ outcome: 'plan-unavailable' });
  });

  test('for a bundle that does not fit, however it came to be on offer', async () => {
    const mine = await owned('esimgo');
    await place(mine);
    world.fault('esimgo', 'compatible', { kind: 'status', status: 200, body: { compatible: false } });
    expect(await placeTopUp(wishFor(mine))).toEqual({ outcome: 'plan-unavailable' });
  });

  test('while the provider is off sale, or does not say what it offers', async () => {
    const mine = await owned('airalo');
    await db().providerState.upsert({ where: { providerId: 'airalo' }, create: { providerId: 'airalo', isSwitchedOff: true }, update: { isSwitchedOff: true } });
    expect(await placeTopUp(wishFor(mine))).toEqual({ outcome: 'not-now' });
    await db().providerState.deleteMany();
    world.fault('airalo', 'topups', { kind: 'status', status: 500 });
    expect(await placeTopUp(wishFor(mine))).toEqual({ outcome: 'plan-unavailable' });
  });
});

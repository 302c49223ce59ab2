import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;
const OTHER = 'esim_2GB_15D_PT_V2';
const applied = z.object({ esims: z.array(z.object({ iccid: z.string(), status: z.string(), bundle: z.string() })), applyReference: z.string() });
const inventory = z.object({ bundles: z.array(z.object({ name: z.string(), available: z.array(z.object({ id: z.int(), total: z.int(), remaining: z.int(), expiry: z.string() })) }).loose()) });

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
});

const stockUp = (quantity: number, item = BUNDLE) => shop.call('POST', '/orders', { type: 'transaction', assign: false, order: [{ type: 'bundle', quantity, item }] });
const apply = async (body: object) => applied.parse((await shop.call('POST', '/esims/apply', body))[1]);
const stock = async () => inventory.parse(await shop.json('/inventory')).bundles;
const left = async () => (await stock()).flatMap(({ name, available }) => available.map(({ remaining }) => [name, remaining]));

test('§11 what is bought without an eSIM stands in the inventory, batch by batch, for a year', async () => {
  await stockUp(3);
  await stockUp(2);
  await stockUp(1, OTHER);
  const [first, second] = await stock();
  expect(first).toMatchObject({ name: BUNDLE, useDms: false, countries: ['Portugal'], data: 1_000, duration: 7, durationUnit: 'day', unlimited: false });
  expect(first).toMatchObject({ allowances: [{ type: 'DATA', service: 'STANDARD', amount: 1_000, unit: 'MB', unlimited: false }] });
  expect(first?.available.map(({ total, remaining }) => [total, remaining])).toEqual([[3, 3], [2, 2]]);
  expect(second?.name).toBe(OTHER);
  expect(Date.parse(first?.available[0]?.expiry ?? '') - Date.now()).toBeGreaterThan(363 * DAY);
  shop.world.advance(366 * DAY);
  expect(await stock()).toEqual([]);
});

test('§10 one bundle goes onto an eSIM that is there, from the oldest batch', async () => {
  await stockUp(1);
  await stockUp(1);
  const iccid = (await shop.buy()).order[0]?.iccids?.[0] ?? '';
  const { esims, applyReference } = await apply({ iccid, name: BUNDLE });
  expect(esims).toEqual([{ iccid, status: 'ACTIVE', bundle: BUNDLE }]);
  expect((await shop.bundles(iccid)).at(-1)).toMatchObject({ assignmentReference: `${applyReference}-0`, bundleState: 'queued' });
  expect((await stock())[0]?.available).toHaveLength(1);
});

test('§10 several bundles go onto new eSIMs, whose install details come by the reference of the apply', async () => {
  await stockUp(3);
  await stockUp(1, OTHER);
  const { esims, applyReference } = await apply({ bundles: [{ name: BUNDLE, repeat: 2 }, { name: OTHER }] });
  expect(esims.map(({ bundle }) => bundle)).toEqual([BUNDLE, BUNDLE, OTHER]);
  expect(new Set(esims.map(({ iccid }) => iccid)).size).toBe(3);
  expect(await left()).toEqual([[BUNDLE, 1]]);
  expect(await shop.json(`/esims/assignments?reference=${applyReference}`)).toMatchObject(esims.map(({ iccid }) => ({ iccid })));
});

test('§2.1 an apply stands in the list of orders as bundle assignments at no price, and costs nothing', async () => {
  await stockUp(1);
  const before = shop.esimgo.settings.balance;
  const { applyReference, esims } = await apply({ name: BUNDLE });
  expect(shop.esimgo.settings.balance).toBe(before);
  expect((await shop.orders('includeIccids=true'))[0]).toMatchObject({
    orderReference: applyReference,
    total: 0,
    order: [{ type: 'bundleAssignment', item: `${applyReference}-0`, quantity: 0, pricePerUnit: 0, iccids: [esims[0]?.iccid] }],
  });
  expect(shop.world.ledger({ service: 'esimgo', type: 'purchase' })).toHaveLength(1);
});

test('§2.1 more than five bundles at once are applied a little later', async () => {
  await stockUp(10);
  const { esims, applyReference } = await apply({ name: BUNDLE, repeat: 6 });
  expect(esims).toEqual([]);
  expect((await shop.get(`/esims/assignments?reference=${applyReference}`)).status).toBe(503);
  shop.world.advance(2_000);
  expect(await shop.json(`/esims/assignments?reference=${applyReference}`)).toHaveLength(6);
});

test.each([
  ['text that is no JSON', '{', 400],
  ['no bundles', { bundles: [] }, 400],
  ['half a repeat', { name: BUNDLE, repeat: 0.5 }, 400],
  ['a repeat onto one eSIM', { name: BUNDLE, iccid: '8900000000000000000', repeat: 2 }, 400],
  ['a foreign eSIM', { name: BUNDLE, iccid: '8900000000000000000' }, 403],
  ['more than there is in stock', { bundles: [{ name: BUNDLE }, { name: BUNDLE }] }, 403],
])('§10 an apply with %s is refused and takes nothing', async (_name, body: unknown, status) => {
  await stockUp(1);
  expect((await shop.call('POST', '/esims/apply', body))[0]).toBe(status);
  expect(await left()).toEqual([[BUNDLE, 1]]);
});

test('§8.9 a bundle of another network goes onto a new eSIM only where that is allowed', async () => {
  shop.patch({ incompatible: { [BUNDLE]: true } });
  await stockUp(1);
  const iccid = (await shop.buy({ item: OTHER })).order[0]?.iccids?.[0];
  expect((await shop.call('POST', '/esims/apply', { name: BUNDLE, iccid }))[0]).toBe(400);
  expect((await apply({ name: BUNDLE, iccid, allowReassign: true })).esims[0]?.iccid).not.toBe(iccid);
});

test('§11 stock goes back into the balance where that is enabled, no more than there is', async () => {
  await stockUp(3);
  const id = (await stock())[0]?.available[0]?.id;
  const refund = (body: object) => shop.call('POST', '/inventory/refund', body);
  expect((await refund({ usageId: id, quantity: 1 }))[0]).toBe(400);
  shop.patch({ refundsToBalance: true });
  expect((await refund({ usageId: id, quantity: 4 }))[0]).toBe(400);
  expect((await refund({ usageId: 1, quantity: 1 }))[0]).toBe(403);
  expect((await refund({ usageId: id, quantity: '1' }))[0]).toBe(400);
  expect(await refund({ usageId: id, quantity: 3 })).toEqual([200, { status: 'Successfully refunded bundles to balance' }]);
  expect(shop.esimgo.settings.balance).toBe(100_000);
  expect(await stock()).toEqual([]);
  expect(shop.world.ledger({ service: 'esimgo', type: 'refund' })).toHaveLength(1);
});

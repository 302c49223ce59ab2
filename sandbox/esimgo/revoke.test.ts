import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
  shop.patch({ refundsToBalance: true, firstUseAfterMs: 36_500 * DAY, balance: 1_000 });
});

const newEsim = async (item: Record<string, unknown> = {}) => (await shop.buy(item)).order[0]?.iccids?.[0] ?? '';
const revoke = (iccid: string, query = '', name = BUNDLE) => shop.call('DELETE', `/esims/${iccid}/bundles/${name}${query}`);
const revokeOne = async (iccid: string, index: number, query = '') => revoke(iccid, `/assignments/${(await shop.bundles(iccid))[index]?.id}${query}`);
const states = async (iccid: string) => (await shop.bundles(iccid)).map(({ bundleState }) => bundleState);
const balance = () => shop.esimgo.settings.balance;

test('§9.4 without a type the bundle is revoked and goes into stock: the default is no dry run', async () => {
  const iccid = await newEsim();
  const paid = balance();
  expect(await revoke(iccid)).toEqual([200, { status: 'Successfully Revoked Bundle, bundle has been refunded to inventory' }]);
  expect(await states(iccid)).toEqual(['revoked']);
  expect(balance()).toBe(paid);
  expect(await shop.json('/inventory')).toMatchObject({ bundles: [{ name: BUNDLE, available: [{ total: 1, remaining: 1 }] }] });
  expect(await shop.json(`/esims/${iccid}/history`)).toMatchObject([{ name: 'Bundle Refunded to Inventory' }, { name: 'Bundle Revoked', bundleName: BUNDLE }, { name: 'Bundle Applied' }]);
});

test('§9.4 only type=validate leaves everything as it is', async () => {
  const iccid = await newEsim();
  expect((await revoke(iccid, '?type=validate&refundToBalance=true'))[0]).toBe(200);
  expect((await revokeOne(iccid, 0, '?type=validate'))[0]).toBe(200);
  expect((await revoke(iccid, '?type=perhaps'))[0]).toBe(400);
  expect(await states(iccid)).toEqual(['queued']);
  expect(await shop.json('/inventory')).toEqual({ bundles: [] });
});

test('§9.4 a refund goes to the balance, to the cent and once', async () => {
  const iccid = await newEsim();
  const price = 1_000 - balance();
  expect(await revokeOne(iccid, 0, '?type=transaction&refundToBalance=true')).toEqual([200, { status: 'Successfully Revoked Bundle, bundle has been refunded to balance' }]);
  expect(balance()).toBe(1_000);
  expect((await revokeOne(iccid, 0, '?type=transaction&refundToBalance=true'))[0]).toBe(400);
  expect(shop.world.ledger({ service: 'esimgo', type: 'refund' })).toMatchObject([{ data: { totalMinor: Math.round(price * 100) } }]);
});

test.each([
  ['was started', (iccid: string) => shop.use(iccid, 1)],
  ['was bought more than sixty days ago', async () => shop.world.advance(61 * DAY)],
])('§9.4 a bundle that %s is not refundable', async (_name, happen) => {
  const iccid = await newEsim();
  await happen(iccid);
  const [before, money] = [await states(iccid), balance()];
  expect((await revoke(iccid, '?refundToBalance=true'))[0]).toBe(400);
  expect((await revoke(iccid, '?type=validate'))[0]).toBe(400);
  expect([await states(iccid), balance()]).toEqual([before, money]);
});

test('§11 refunds to the balance are off until eSIM Go enables them; stock takes the bundle all the same', async () => {
  shop.patch({ refundsToBalance: false });
  const iccid = await newEsim();
  expect((await revoke(iccid, '?refundToBalance=true'))[0]).toBe(400);
  expect(await states(iccid)).toEqual(['queued']);
  expect((await revoke(iccid))[0]).toBe(200);
});

test('§9.4 an assignment is named by its id; another bundle, a foreign eSIM and an unknown id are denied', async () => {
  const iccid = await newEsim();
  await shop.buy({ iccids: [iccid] });
  expect((await revokeOne(iccid, 1))[0]).toBe(200);
  expect(await states(iccid)).toEqual(['queued', 'revoked']);
  expect((await revoke(iccid, '/assignments/1'))[0]).toBe(403);
  expect((await revoke(iccid, '', 'esim_2GB_15D_PT_V2'))[0]).toBe(403);
  expect((await revoke('8900000000000000000'))[0]).toBe(403);
});

test('§9.4 switch: by name the oldest unused assignment is revoked, or the latest', async () => {
  const iccid = await newEsim();
  for (let count = 0; count < 2; count += 1) await shop.buy({ iccids: [iccid] });
  await shop.use(iccid, 1);
  await revoke(iccid);
  expect(await states(iccid)).toEqual(['active', 'revoked', 'queued']);
  shop.patch({ revokePicks: 'latest' });
  await revoke(iccid);
  expect(await states(iccid)).toEqual(['active', 'revoked', 'revoked']);
});

test('§23 switch: a dry run may tell offers, and a refund may need the one it told', async () => {
  shop.patch({ revokeOptions: 'offers', offerIdNeeded: true });
  const iccid = await newEsim();
  const id = (await shop.bundles(iccid))[0]?.id;
  const offer = { refundTo: 'balance', offerId: `offer-${id}`, currency: 'USD', amount: expect.any(Number) };
  expect(await revoke(iccid, '?type=validate')).toMatchObject([200, { offers: [{ refundTo: 'inventory' }, offer] }]);
  expect((await revoke(iccid, '?type=transaction&refundToBalance=true'))[0]).toBe(400);
  expect((await revoke(iccid, `?type=transaction&refundToBalance=true&offerId=offer-${id}`))[0]).toBe(200);
});

test('§9.4 switches: what comes too late is refused with one status or the other, or revoked without a refund', async () => {
  const iccid = await newEsim();
  await shop.use(iccid, 1);
  shop.patch({ notRefundableStatus: 403 });
  expect((await revoke(iccid))[0]).toBe(403);
  shop.patch({ revokeTooLate: 'no-refund' });
  expect(await revoke(iccid)).toEqual([200, { status: 'Successfully Revoked Bundle' }]);
  expect(await states(iccid)).toEqual(['revoked']);
  expect(await shop.json('/inventory')).toEqual({ bundles: [] });
});

test('§9.4 switch: an eSIM that is not installed goes with its last bundle, and is back four days after it was installed all the same', async () => {
  shop.patch({ takesBackEsims: true });
  const [bare, installed] = [await newEsim(), await newEsim()];
  shop.profile(installed, 'Installed');
  await revoke(bare);
  await revoke(installed);
  expect((await shop.get(`/esims/${installed}`)).status).toBe(200);
  expect((await shop.get(`/esims/${bare}`)).status).toBe(403);
  expect(await shop.json('/esims')).toMatchObject({ esims: [{ iccid: installed }], rows: 1 });
  const esim = shop.esimgo.esims.get(bare);
  if (esim) esim.installedAt = shop.world.now().getTime();
  shop.world.advance(3 * DAY);
  expect((await shop.get(`/esims/${bare}`)).status).toBe(403);
  shop.world.advance(2 * DAY);
  expect((await shop.get(`/esims/${bare}`)).status).toBe(200);
});

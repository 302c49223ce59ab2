import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation('2.5');
  shop.patch({ firstUseAfterMs: 36_500 * DAY });
});

const newEsim = async (item: Record<string, unknown> = {}) => (await shop.buy(item)).order[0]?.iccids?.[0] ?? '';

test('§17 an eSIM is suspended and set free again; meanwhile it uses no data', async () => {
  const iccid = await newEsim();
  const suspended = () => shop.json(`/esims/${iccid}/suspend`);
  expect(await shop.call('POST', `/esims/${iccid}/suspend`, { suspend: true })).toEqual([201, { status: 'eSIM suspended successfully' }]);
  expect(await suspended()).toEqual({ suspended: true });
  expect(await shop.json(`/esims/${iccid}`)).toMatchObject({ state: 'suspended' });
  await shop.use(iccid, 100);
  expect(await shop.bundles(iccid)).toMatchObject([{ bundleState: 'queued' }]);
  expect((await shop.call('POST', `/esims/${iccid}/suspend`, { suspend: false }))[0]).toBe(201);
  expect(await suspended()).toEqual({ suspended: false });
  await shop.use(iccid, 100);
  expect(await shop.bundles(iccid)).toMatchObject([{ bundleState: 'active', remainingQuantity: 900_000_000 }]);
  expect((await shop.call('POST', `/esims/${iccid}/suspend`, { suspend: 'yes' }))[0]).toBe(400);
});

test('§17 a deactivated eSIM stays so: its install details are gone with 410, no bundle fits on it, no money comes back', async () => {
  const { order, orderReference } = await shop.buy();
  const iccid = order[0]?.iccids?.[0] ?? '';
  const before = shop.esimgo.settings.balance;
  expect((await shop.call('DELETE', `/esims/${iccid}`))[0]).toBe(200);
  expect((await shop.get(`/esims/${iccid}`)).status).toBe(410);
  expect((await shop.get(`/esims/assignments?reference=${orderReference}`)).status).toBe(410);
  expect((await shop.call('DELETE', `/esims/${iccid}`))[0]).toBe(410);
  expect((await shop.call('POST', `/esims/${iccid}/suspend`, { suspend: false }))[0]).toBe(400);
  expect(await shop.json(`/esims/${iccid}/compatible/${BUNDLE}`)).toEqual({ compatible: false });
  expect(shop.esimgo.settings.balance).toBe(before);
  const inV4 = await shop.app.request(`/v2.4/esims/${iccid}`, { headers: { 'X-API-Key': shop.esimgo.settings.apiKey } });
  expect([inV4.status, await inV4.json()]).toMatchObject([200, { profileStatus: 'Deactivated' }]);
});

test('§17 prices by consumption are texts, for who is billed so', async () => {
  expect((await shop.get('/catalogue/prices')).status).toBe(403);
  shop.patch({ consumptionBilled: true });
  expect(await shop.json('/catalogue/prices')).toMatchObject({ hash: expect.any(String), prices: expect.arrayContaining([{ country: { iso: 'FR', name: 'France' }, prices: [{ price: expect.stringMatching(/^0\.\d{4}$/), currency: 'USD', country: 'FR', id: 'FR-data', profile: expect.any(String) }] }]) });
});

test('§17 bundles tell their profile, their allowances and their group, orders the running balance', async () => {
  expect(await shop.json(`/catalogue/bundle/${BUNDLE}`)).toMatchObject({ group: ['Standard Fixed'], profileName: expect.any(String), allowances: [{ type: 'DATA', amount: 1_000, unit: 'MB' }] });
  const bought = await shop.buy({ profileID: 'brand-7' });
  expect(bought).toMatchObject({ runningBalance: (100_000 - bought.total).toFixed(2) });
  const iccid = bought.order[0]?.iccids?.[0] ?? '';
  expect(await shop.json(`/esims/${iccid}`)).toMatchObject({ state: 'active', msisdn: '', brandingId: 'brand-7' });
  expect(await shop.json('/esims')).toMatchObject({ esims: [{ state: 'active' }] });
  expect(await shop.json(`/esims/${iccid}/bundles`)).toMatchObject({ bundles: [{ assignments: [{ allowances: [{ type: 'DATA' }] }] }] });
  const unassigned = { type: 'transaction', assign: false, order: [{ item: BUNDLE, profileID: 'brand-7' }] };
  expect((await shop.call('POST', '/orders', unassigned))[0]).toBe(400);
});

test('§17 installUrl gives the links of Apple and Android, as fields or as one', async () => {
  const iccid = await newEsim();
  expect(await shop.json(`/esims/${iccid}?additionalFields=installUrl`)).toMatchObject({ appleInstallUrl: expect.stringContaining('esimsetup.apple.com'), androidInstallUrl: expect.stringContaining('esimsetup.android.com') });
  shop.patch({ installUrlAs: 'object' });
  expect(await shop.json(`/esims/${iccid}?additionalFields=installUrl`)).toMatchObject({ installUrl: { apple: expect.any(String), android: expect.any(String) } });
});

test('§17 version 2.4 denies what only 2.5 has, and shows none of its fields', async () => {
  const old = createOrganisation();
  old.patch({ consumptionBilled: true });
  const { order, ...rest } = await old.buy();
  const iccid = order[0]?.iccids?.[0] ?? '';
  expect(rest).not.toHaveProperty('runningBalance');
  expect((await old.get('/catalogue/prices')).status).toBe(403);
  expect((await old.get(`/esims/${iccid}/suspend`)).status).toBe(403);
  expect((await old.call('POST', `/esims/${iccid}/suspend`, { suspend: true }))[0]).toBe(403);
  expect((await old.call('DELETE', `/esims/${iccid}`))[0]).toBe(403);
  expect(await old.json(`/esims/${iccid}?additionalFields=installUrl`)).not.toHaveProperty('androidInstallUrl');
  expect(await old.json(`/esims/${iccid}`)).not.toHaveProperty('state');
  expect(await old.json(`/catalogue/bundle/${BUNDLE}`)).not.toHaveProperty('group');
});

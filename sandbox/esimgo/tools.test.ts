import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;
const list = z.object({ esims: z.array(z.object({ iccid: z.string(), lastAction: z.string(), actionDate: z.string() }).loose()), rows: z.int(), pageCount: z.int() });

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
  shop.patch({ firstUseAfterMs: 36_500 * DAY });
});

const newEsim = async (item: Record<string, unknown> = {}) => (await shop.buy(item)).order[0]?.iccids?.[0] ?? '';
const read = async (query = '') => list.parse(await shop.json(`/esims?${query}`));
const found = async (query: string) => (await read(query)).esims.map(({ iccid }) => iccid);

test('§8.8 a refresh disconnects the traveller: history and ledger keep it', async () => {
  const iccid = await newEsim();
  expect(await shop.json(`/esims/${iccid}/refresh`)).toEqual({ status: 'Successfully refreshed SIM' });
  expect(await shop.json(`/esims/${iccid}/history`)).toMatchObject([{ name: 'eSIM Refreshed' }, { name: 'Bundle Applied' }]);
  expect(shop.world.ledger({ service: 'esimgo', type: 'status-change' })).toMatchObject([{ reference: iccid, data: { status: 'refreshed' } }]);
});

test('§8.8 an SMS has 1 to 160 characters and a sender that was agreed on', async () => {
  const iccid = await newEsim();
  const send = (body: unknown) => shop.call('POST', `/esims/${iccid}/sms`, body);
  expect(await send({ message: 'é'.repeat(160), from: 'eSIM' })).toEqual([200, { status: 'sent' }]);
  for (const body of [{ message: '', from: 'eSIM' }, { message: 'x'.repeat(161), from: 'eSIM' }, { message: 'x', from: 'Shop' }, { message: 'x' }, '{']) expect((await send(body))[0]).toBe(400);
  shop.patch({ smsSenders: ['eSIM', 'Shop'] });
  expect((await send({ message: 'x', from: 'Shop' }))[0]).toBe(200);
  expect(shop.world.ledger({ service: 'esimgo', type: 'sms' })).toHaveLength(2);
});

test('§8.8 a location is the last network by its TADIG; before any, nothing or 403', async () => {
  const iccid = await newEsim();
  expect(await shop.json(`/esims/${iccid}/location`)).toMatchObject({ country: '', mobileNetworkCode: '' });
  shop.patch({ locationUnseen: '403' });
  expect((await shop.get(`/esims/${iccid}/location`)).status).toBe(403);
  await shop.use(iccid, 1);
  expect(await shop.json(`/esims/${iccid}/location`)).toEqual({
    mobileNetworkCode: 'PTXA1', networkName: 'Portugal Telecom', networkBrandName: 'Portugal Telecom', country: 'PT', lastSeen: expect.stringMatching(/Z$/),
  });
  shop.move(iccid, 'FR');
  expect(await shop.json(`/esims/${iccid}/location`)).toMatchObject({ country: 'FR', mobileNetworkCode: 'FRXA1' });
});

test('§8.7 the history tells everything, the newest first, and which alert it was', async () => {
  const iccid = await newEsim();
  shop.world.advance(1_000);
  await shop.call('PUT', '/esims', { iccid, customerRef: 'order-1' });
  shop.world.advance(1_000);
  await shop.use(iccid, 600);
  shop.world.advance(8 * DAY);
  const history = z.array(z.object({ name: z.string(), bundleName: z.string(), date: z.string(), alertType: z.string().optional() })).parse(await shop.json(`/esims/${iccid}/history`));
  expect(history.map(({ name }) => name)).toEqual(['Bundle Expired', 'eSIM Utilisation Alert', 'eSIM First Use', 'eSIM First Attachment', 'eSIM Updated', 'Bundle Applied']);
  expect(history[1]).toMatchObject({ alertType: '50% Used', bundleName: BUNDLE });
  expect(history.map(({ date }) => date)).toEqual(history.map(({ date }) => date).toSorted().toReversed());
  const unused = await newEsim();
  shop.patch({ idleDays: 0 });
  shop.world.advance(366 * DAY);
  expect(await shop.json(`/esims/${unused}/history`)).toMatchObject([{ name: 'Bundle Lapsed' }, {}]);
});

test('§8.4 eSIMs are found by each of five fields, one at a time, with prefixes and wildcards', async () => {
  const first = await newEsim();
  shop.world.advance(DAY);
  const between = shop.world.now().toISOString();
  shop.world.advance(1_000);
  const second = await newEsim();
  shop.world.advance(1_000);
  await shop.call('PUT', '/esims', { iccid: first, customerRef: 'order-17' });
  expect(await found('filterBy=customerRef&filter=order*7')).toEqual([first]);
  expect(await found('filterBy=customerRef&filter=eq:order')).toEqual([]);
  expect(await found(`filterBy=iccid&filter=eq:${second}`)).toEqual([second]);
  expect(await found('filterBy=lastAction&filter=updated')).toEqual([first]);
  expect(await found(`filterBy=assignedDate&filter=gte:${between}`)).toEqual([second]);
  expect(await found(`filterBy=assignedDate&filter=lt:${between}`)).toEqual([first]);
  expect(await found(`filterBy=actionDate&filter=gt:${between}`)).toEqual([second, first]);
  expect((await shop.get('/esims?filterBy=actionDate&filter=gte:soon')).status).toBe(400);
  expect((await read('filterBy=customerRef&filter=order')).esims[0]).toMatchObject({ lastAction: 'eSIM Updated', physical: false });
});

test('§8.4 eSIMs come in pages and in either order of their ICCID', async () => {
  const iccids = (await shop.buy({ quantity: 5 })).order[0]?.iccids ?? [];
  for (let count = 0; count < 7; count += 1) iccids.push(await newEsim());
  expect(await read()).toMatchObject({ rows: 12, pageCount: 2 });
  const ascending = [...(await found('orderBy=iccid&perPage=10')), ...(await found('orderBy=iccid&perPage=10&page=2'))];
  expect(ascending).toEqual(iccids.toSorted());
  expect(await found('orderBy=iccid&direction=desc&perPage=100')).toEqual(ascending.toReversed());
});

test('§8.6 our reference is written by the body or by the query; a foreign eSIM is denied, no JSON is 400', async () => {
  const iccid = await newEsim();
  expect(await shop.call('PUT', `/esims?iccid=${iccid}&customerRef=by-query`)).toEqual([200, { status: 'success' }]);
  expect(await shop.json(`/esims/${iccid}`)).toMatchObject({ customerRef: 'by-query' });
  expect((await shop.call('PUT', '/esims', { iccid: '8900000000000000000', customerRef: 'x' }))[0]).toBe(403);
  expect((await shop.call('PUT', '/esims', '{'))[0]).toBe(400);
});

test('§9.1 bundles on an eSIM are counted up to the limit, 15 unless asked', async () => {
  const iccid = await newEsim();
  for (let count = 0; count < 16; count += 1) await shop.buy({ iccids: [iccid] });
  const counted = async (query: string) => z.object({ bundles: z.array(z.object({ assignments: z.array(z.unknown()) })) }).parse(await shop.json(`/esims/${iccid}/bundles?${query}`)).bundles[0]?.assignments.length;
  expect([await counted(''), await counted('limit=3'), await counted('limit=200')]).toEqual([15, 3, 17]);
  const one = z.object({ assignments: z.array(z.object({ id: z.string() })) }).parse(await shop.json(`/esims/${iccid}/bundles/${BUNDLE}`));
  expect(one.assignments.map(({ id }) => id)).toEqual([(await shop.bundles(iccid)).at(-1)?.id]);
  expect((await shop.get(`/esims/${iccid}/bundles/esim_2GB_15D_PT_V2`)).status).toBe(403);
});

test('§8.9 a bundle of another network fits no eSIM that is there: a top-up is refused, or goes onto a new one where that is allowed', async () => {
  const other = 'esim_2GB_15D_PT_V2';
  shop.patch({ incompatible: { [other]: true } });
  const iccid = await newEsim();
  expect(await shop.json(`/esims/${iccid}/compatible/${other}`)).toEqual({ compatible: false });
  expect(await shop.json(`/esims/${iccid}/compatible/${BUNDLE}`)).toEqual({ compatible: true });
  expect((await shop.get(`/esims/${iccid}/compatible/esim_x`)).status).toBe(403);
  for (const type of ['validate', 'transaction']) expect((await shop.ask({ item: other, iccids: [iccid] }, type)).status).toBe(400);
  const reassigned = await shop.buy({ item: other, iccids: [iccid], allowReassign: true });
  expect(reassigned.order[0]?.iccids).not.toEqual([iccid]);
  expect(await shop.bundles(iccid)).toHaveLength(1);
});

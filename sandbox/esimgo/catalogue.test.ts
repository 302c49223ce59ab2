import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const place = z.object({ name: z.string(), region: z.string(), iso: z.string() });
const page = z.object({
  bundles: z.array(
    z
      .object({
        name: z.string(),
        description: z.string(),
        groups: z.array(z.string()),
        countries: z.array(place),
        roamingEnabled: z.array(place),
        dataAmount: z.int(),
        unlimited: z.boolean(),
        price: z.number(),
        speed: z.array(z.string()).nullable(),
      })
      .loose(),
  ),
  pageCount: z.int(),
  rows: z.int(),
  pageSize: z.int(),
});

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
});

const read = async (query: string) => page.parse(await shop.json(`/catalogue?${query}`));

test('the catalogue comes in pages whose sum is every bundle once', async () => {
  const first = await read('page=1&perPage=500');
  expect(first.pageSize).toBe(500);
  const rest = await Promise.all(Array.from({ length: first.pageCount - 1 }, (_, index) => read(`page=${index + 2}&perPage=500`)));
  const names = [first, ...rest].flatMap(({ bundles }) => bundles.map(({ name }) => name));
  expect(names).toHaveLength(first.rows);
  expect(new Set(names).size).toBe(first.rows);
  expect((await read('')).bundles).toHaveLength(50);
});

test('unlimited is -1, sizes count 1000 MB a gigabyte, regions are pseudo-countries', async () => {
  const { bundles } = await read('perPage=1000');
  expect(bundles.filter(({ unlimited }) => unlimited).every(({ dataAmount }) => dataAmount === -1)).toBe(true);
  expect(bundles.find(({ name }) => name === 'esim_5GB_30D_PT_V2')?.dataAmount).toBe(5_000);
  const lite = bundles.find(({ countries }) => countries[0]?.name === 'Europe Lite');
  expect(lite?.roamingEnabled.length).toBeGreaterThan(20);
  expect(bundles.some(({ speed }) => speed === null)).toBe(true);
  expect(bundles.some(({ price }) => !Number.isInteger(price))).toBe(true);
});

test('filters find by base country, region, group and words; order is as asked', async () => {
  const portugal = await read('countries=PT,XX&perPage=1000');
  expect(portugal.bundles.every(({ countries }) => countries[0]?.iso === 'PT')).toBe(true);
  expect((await read('region=LATAM')).bundles.every(({ countries }) => countries[0]?.region === 'LATAM')).toBe(true);
  expect((await read('group=Standard%20Unlimited%20Plus')).bundles[0]?.groups).toEqual(['Standard Unlimited Plus']);
  expect((await read('description=Portugal')).rows).toBe(portugal.rows);
  const prices = (await read('orderBy=price&direction=desc')).bundles.map(({ price }) => price);
  expect(prices).toEqual(prices.toSorted((a, b) => b - a));
});

test('one bundle is read without groups; an unknown one is 403', async () => {
  const bundle = await shop.json(`/catalogue/bundle/${BUNDLE}`);
  expect(bundle).toMatchObject({ name: BUNDLE, billingType: 'FixedCost' });
  expect(bundle).not.toHaveProperty('groups');
  expect((await shop.get(`/catalogue/bundle/${BUNDLE.toLowerCase()}`)).status).toBe(403);
});

test('a bad key and an unknown path are both 403 access denied', async () => {
  for (const answer of [await shop.get('/catalogue', { 'X-API-Key': 'no' }), await shop.get('/nowhere')]) {
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'access denied' }]);
  }
});

test('the eleventh token of a second is refused, and the headers said so before', async () => {
  shop.patch({ ratePerSecond: 10 });
  const first = await shop.get('/catalogue');
  expect(first.headers.get('X-Ratelimit-Cost')).toBe('5');
  expect(first.headers.get('X-Ratelimit-Remaining')).toBe('5');
  expect(Date.parse(first.headers.get('X-Ratelimit-Reset') ?? '')).not.toBeNaN();
  for (let n = 0; n < 5; n += 1) await shop.get('/organisation');
  const refused = await shop.get('/organisation');
  expect([refused.status, refused.headers.get('Retry-After'), await refused.json()]).toEqual([429, '1', { message: 'Rate limit exceeded' }]);
  shop.world.advance(1_000);
  expect((await shop.get('/organisation')).status).toBe(200);
});

test('organisation tells balance and currency in its wrapper, networks the radio types', async () => {
  shop.patch({ balance: 12.5, currency: 'EUR' });
  expect(await shop.json('/organisation')).toMatchObject({ organisations: [{ balance: 12.5, currency: 'EUR' }] });
  shop.patch({ organisationEnvelope: 'flat', catalogueEnvelope: 'array' });
  expect(await shop.json('/organisation')).toMatchObject({ balance: 12.5 });
  expect(await shop.json('/catalogue')).toHaveLength(50);
  expect(await shop.json('/networks?isos=PT')).toMatchObject({ countryNetworks: [{ name: 'PT', networks: [{ name: 'Portugal Telecom' }, {}] }] });
});

test('§6.1 each column puts bundles in order, either way; a description is searched with wildcards or named exactly', async () => {
  const column = async (query: string) => (await read(`${query}&perPage=1000`)).bundles;
  const names = (await column('orderBy=bundleName')).map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
  const sizes = (await column('orderBy=dataAmount&direction=desc')).map(({ dataAmount }) => dataAmount);
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  const reach = (await column('orderBy=roamingEnabled&direction=desc')).map(({ roamingEnabled }) => roamingEnabled.length);
  expect(reach).toEqual(reach.toSorted((a, b) => b - a));
  const starts = z.array(z.object({ autostart: z.boolean() })).parse(await column('orderBy=autostart')).map(({ autostart }) => Number(autostart));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  const [first] = await column('description=esim*5GB*Portugal');
  expect(first?.name).toBe('esim_5GB_30D_PT_V2');
  expect((await read(`description=eq:${encodeURIComponent(first?.description ?? '')}`)).rows).toBe(1);
  expect((await read('description=Portugal*5GB')).rows).toBe(0);
});

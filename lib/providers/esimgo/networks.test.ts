import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { BUNDLE, collect, organisation, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received) => Reply) {
  const made = await scriptedAccount((received) => (received.path === '/organisation' ? { body: organisation } : script(received)));
  stops.push(made.stop);
  return made;
}
const orange = { name: 'Orange', brandName: 'Orange France', mcc: '208', mnc: '01', tagid: 'FRAF1', speed: ['4G', '5G'] };
const networks = (...names: string[]) => ({ countryNetworks: names.map((name) => ({ name, networks: [orange] })) });
const read = { name: 'Orange', networkCode: 'FRAF1', radioTypes: ['4G', '5G'] };

describe('networks of countries (§13)', () => {
  test('are asked for by code, many in one call, or all at once', async () => {
    const { support, asked } = await account(() => ({ body: networks('FR', 'ES', 'DE') }));
    expect(await support.listNetworks?.(['FR', 'ES', 'fr', 'nonsense'])).toEqual([{ countryCode: 'FR', networks: [read] }, { countryCode: 'ES', networks: [read] }]);
    expect(await support.listNetworks?.([])).toHaveLength(3);
    expect(asked()).toEqual(['GET /networks?isos=ES%2CFR', 'GET /networks?returnAll=true']);
    expect(await support.listNetworks?.(['nonsense'])).toEqual([]);
    expect(asked()).toHaveLength(2);
  });

  test('of all countries by code take a call per sixty', async () => {
    const codes = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((first) => [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((second) => first + second));
    const { support, asked } = await account(({ path }) => ({ body: networks(...(new URL(`http://x${path}`).searchParams.get('isos') ?? '').split(',')) }));
    const found = (await support.listNetworks?.(codes)) ?? [];
    expect(found.length).toBeGreaterThan(200);
    expect(asked().length).toBe(Math.ceil(found.length / 60));
  });

  test.each([['France', 'FR'], ['UNITED STATES', 'US'], ['USA', 'US'], ['Türkiye', 'TR'], ['Turkey', 'TR'], ['Cote d’Ivoire', 'CI'], ['Bosnia & Herzegovina', 'BA'], ['Czech Republic', 'CZ'], ['Europe Lite', null], ['', null], ['REUL', null]])('a country named %s is %s', async (name, countryCode) => {
    const { support } = await account(() => ({ body: networks(name) }));
    expect((await support.listNetworks?.([]))?.map((each) => each.countryCode)).toEqual(countryCode === null ? [] : [countryCode]);
  });

  test('a name nobody knows is the country that was asked about alone', async () => {
    const { support } = await account(() => ({ body: networks('Republique Francaise') }));
    expect(await support.listNetworks?.(['FR'])).toEqual([{ countryCode: 'FR', networks: [read] }]);
    expect(await support.listNetworks?.(['FR', 'ES'])).toEqual([]);
  });

  test('are each told once, by name or brand, with the radio types they state', async () => {
    const list = [orange, orange, { brandName: '<b>SFR</b>', speed: null }, { mcc: '208' }, { name: 5 }, null, { name: 'Bouygues', speed: ['4G', 4, '4G'] }];
    const { support } = await account(() => ({ body: { countryNetworks: [{ name: 'FR', networks: list }, { name: 'France', networks: [orange] }, { networks: [] }] } }));
    expect(await support.listNetworks?.(['FR'])).toEqual([{ countryCode: 'FR', networks: [read, { name: 'SFR', networkCode: null, radioTypes: [] }, { name: 'Bouygues', networkCode: null, radioTypes: ['4G', '4'] }] }]);
  });
});

const sold = (changes: object = {}) => ({
  name: BUNDLE, countries: [{ name: 'France', region: 'Europe', iso: 'FR' }], roamingEnabled: [{ name: 'Spain', iso: 'ES' }], dataAmount: 5000, duration: 30, price: 4.85, speed: ['2G', '3G', '4G'], ...changes,
});

describe('networks of plans', () => {
  const plansOf = async (reply: Reply, ...bundles: object[]) => {
    const { provider, asked } = await account(({ path }) => (path.startsWith('/networks') ? reply : { body: { bundles, pageCount: 1 } }));
    return { plans: await collect(provider.listPlans()), asked: asked() };
  };

  test('are those of the countries they cover, with the radio types both have, read in one call for the whole catalogue', async () => {
    const five = { ...orange, name: 'Five only', speed: ['5G'] };
    const body = { countryNetworks: [{ name: 'France', networks: [orange, five, { name: 'Silent' }] }] };
    const { plans, asked } = await plansOf({ body }, sold(), sold({ name: 'second', speed: null }));
    expect(plans[0]?.coverage).toEqual([{ countryCode: 'ES', networks: [] }, { countryCode: 'FR', networks: [{ name: 'Orange', radioTypes: ['4G'] }, { name: 'Silent', radioTypes: [] }] }]);
    expect(plans[1]?.coverage[1]?.networks.map(({ name, radioTypes }) => [name, radioTypes])).toEqual([['Orange', ['4G', '5G']], ['Five only', ['5G']], ['Silent', []]]);
    expect(asked.filter((call) => call.includes('/networks'))).toEqual(['GET /networks?returnAll=true']);
  });

  test.each<[string, Exclude<Reply, (...given: never[]) => unknown>]>([
    ['500', { status: 500, body: '' }], ['no answer', 'hang-up'], ['403', { status: 403, body: { message: 'access denied' } }], ['429', { status: 429, headers: { 'retry-after': '60' } }], ['another shape', { body: [] }], ['HTML', { body: '<html>' }], ['none', { body: { countryNetworks: [] } }],
  ])('are not stated when the answer is %s, and the catalogue comes all the same', async (_what, reply) => {
    const { plans } = await plansOf(reply, sold());
    expect(plans).toMatchObject([{ providerPlanId: BUNDLE, coverage: [{ countryCode: 'ES', networks: [] }, { countryCode: 'FR', networks: [] }] }]);
  });
});

describe('what eSIM Go says of one bundle (§6.3)', () => {
  test('is told in plain words, groups by either name, v2.5’s allowances too', async () => {
    const { support, asked } = await account(() => ({
      body: sold({ description: 'France <i>5 GB</i>', groups: undefined, group: ['Standard Fixed'], billingType: 'FixedCost', profileName: 'P1', allowances: [{ type: 'VOICE', service: 'STANDARD', amount: 100, unit: 'MINS' }, { description: 'Texts' }] }),
    }));
    expect(await support.readPlanFacts?.(BUNDLE)).toEqual([
      { title: 'Description', text: 'France 5 GB' }, { title: 'Groups', text: 'Standard Fixed' }, { title: 'Countries', text: 'France' }, { title: 'Also in', text: 'Spain' }, { title: 'Speed', text: '2G, 3G, 4G' },
      { title: 'Billing', text: 'FixedCost' }, { title: 'Profile', text: 'P1' }, { title: 'Allowances', text: '100 MINS VOICE STANDARD; Texts' },
    ]);
    expect(asked()).toEqual([`GET /catalogue/bundle/${BUNDLE}`]);
  });

  test('of one that is gone is refused, and a name that leads elsewhere never leaves', async () => {
    const { support, asked } = await account(() => ({ status: 403, body: { message: 'access denied' } }));
    await expect(support.readPlanFacts?.(BUNDLE)).rejects.toMatchObject({ code: 'rejected' });
    const before = asked().length;
    await expect(support.readPlanFacts?.('../../organisation')).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toHaveLength(before);
  });
});

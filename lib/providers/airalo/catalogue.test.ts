import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received } from '@/lib/http/scripted-server';
import { ICCID, tried, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { all, destination, facts, PACKAGE, sim } from '@/lib/providers/airalo/scripted-samples';
import type { PlanSelection } from '@/lib/providers/esim-support';

afterAll(closeDb);
const queryOf = ({ path }: Received) => Object.fromEntries(new URL(`http://x${path}`).searchParams);
const page = (data: unknown, last_page: unknown = 1, pricing: object = { model: 'net_pricing', discount_percentage: 0 }) => ({ body: { pricing, data, links: { next: 'https://elsewhere.example/v1/packages?page=2' }, meta: { last_page, per_page: '10' } } });

describe('a part of the catalogue (§6.1)', () => {
  test.each<[PlanSelection, Record<string, string>[]]>([
    [{}, [{ 'filter[type]': 'local' }, { 'filter[type]': 'global' }]], [{ scope: 'global' }, [{ 'filter[type]': 'global' }]], [{ countryCode: 'TR' }, [{ 'filter[country]': 'TR' }]],
    [{ countryCode: 'TR', scope: 'local' }, [{ 'filter[type]': 'local', 'filter[country]': 'TR' }]],
  ])('of %j is asked for as %j', async (selection, queries) => {
    const { asked } = await tried(page([destination]), (provider) => all(provider.support?.listPlansOf?.(selection)));
    expect(asked.map(queryOf)).toEqual(queries.map((query) => ({ ...query, limit: '10', page: '1' })));
    expect(asked.every(({ headers }) => headers['accept-language'] === undefined)).toBe(true);
  });

  test('comes in the language asked for, and never in one that is none', async () => {
    const { asked } = await tried(page([destination]), (provider) => all(provider.support?.listPlansOf?.({ scope: 'local', locale: 'pt_BR' })));
    expect(asked[0]?.headers['accept-language']).toBe('pt-BR');
    const wrong = await tried(page([destination]), (provider) => all(provider.support?.listPlansOf?.({ locale: 'de\r\nx: y' })));
    expect([(wrong.value as { code: string }).code, wrong.asked.length]).toEqual(['rejected', 0]);
  });

  test('of a country Airalo does not sell is refused', async () => {
    const refused = { status: 422, body: { data: { 'filter.country': 'The selected filter.country is invalid.' }, meta: {} } };
    expect((await tried(refused, (provider) => all(provider.support?.listPlansOf?.({ countryCode: 'AQ' })))).value).toMatchObject({ code: 'rejected' });
  });

  test('costs what either pricing model says', async () => {
    const sold = destination.operators[0]?.packages[0];
    const discounted = { ...destination, operators: [{ ...destination.operators[0], packages: [{ ...sold, price: 9.5, net_price: undefined, prices: { recommended_retail_price: { USD: 9.5 } } }] }] };
    const costOf = async (reply: ReturnType<typeof page>) => (await tried(reply, (provider) => all(provider.support?.listPlansOf?.({ scope: 'local' })))).value;
    expect(await costOf(page([destination]))).toMatchObject([{ cost: { amountMinor: 170, currency: 'USD' }, recommendedRetail: { amountMinor: 450 } }]);
    expect(await costOf(page([discounted], 1, { model: 'discount_pricing', discount_percentage: 10 }))).toMatchObject([{ cost: { amountMinor: 855, currency: 'USD' } }]);
  });
});

describe('top-ups of the catalogue (§6.5)', () => {
  test('are asked for by name, known by their type and not by how they are called, each once', async () => {
    const [operator] = destination.operators;
    const sold = operator?.packages[0];
    const named = ['a-topup', 'b-topup-20221229215309', 'c-topup-old', 'd'].map((id) => ({ ...sold, id, type: 'topup' }));
    const only = { ...destination, operators: [{ ...operator, packages: [...named, { ...sold, id: 'e-topup', type: 'sim' }] }] };
    const reply = (received: Received) => page(queryOf(received)['page'] === '1' ? [only] : { 0: only }, 2);
    const { value, asked } = await withAiralo(reply, (provider) => all(provider.support?.listTopUpsOf?.({ scope: 'local' })));
    expect(value.map(({ providerPlanId }) => providerPlanId)).toEqual(['a-topup', 'b-topup-20221229215309', 'c-topup-old', 'd']);
    expect(value[0]).toMatchObject({ cost: { amountMinor: 170 }, validityDays: 7, dataMegabytes: 1024 });
    expect(asked.map(queryOf)).toEqual(['1', '2'].map((number) => ({ 'filter[type]': 'local', include: 'topup', limit: '10', page: number })));
  });

  test('are no plans: an operator may have nothing else', async () => {
    const only = { ...destination, operators: [{ ...destination.operators[0], packages: [destination.operators[0]?.packages[1]] }] };
    expect((await tried(page([only]), (provider) => all(provider.support?.listPlansOf?.({ scope: 'local' })))).value).toEqual([]);
  });
});

describe('the facts about a plan (§6.6)', () => {
  const read = (reply: Parameters<typeof tried>[0], id = PACKAGE) => tried(reply, (provider) => provider.support?.readPlanFacts?.(id));

  test('are plain words in the order of the page; what is not stated is left out', async () => {
    const { value, asked } = await read({ body: { data: { ...facts, legal_address: '<script>x</script>1 <b>Road</b>', news: 'y', partner_brand_name: null } } });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v2/packages/${PACKAGE}/product-information`]);
    const found = value as { title: string; text: string }[];
    expect(found.slice(0, 4)).toEqual([{ title: 'Product', text: 'Unlimited - 3 days' }, { title: 'Description', text: 'Unlimited' }, { title: 'Internet', text: 'yes' }, { title: 'Telephony', text: 'no' }]);
    expect(found).toContainEqual({ title: 'Networks', text: 'MEO' });
    expect(found).toContainEqual({ title: 'Price in euro', text: '10.12' });
    expect(found).toContainEqual({ title: 'Full speed up to, MB', text: '3072' });
    expect(found).toContainEqual({ title: 'Address of the seller', text: '1 Road' });
    expect(found).toContainEqual({ title: 'Version hash', text: facts.version_hash });
    expect(found.map(({ title }) => title)).not.toContain('Brand');
    expect(found.map(({ title }) => title)).not.toContain('Marketed since');
  });

  test('that are null or missing, as they may be, are no failure', async () => {
    expect((await read({ body: { data: { package_id: PACKAGE, throttle_threshold_mb: null, fair_usage_policy: null } } })).value).toEqual([]);
  });

  test.each([
    [{ status: 404, body: { data: [], meta: { message: 'Package not found for slug: x' } } }, 'rejected'], [{ status: 403, body: { message: 'Unauthenticated.' } }, 'unauthorized'], [{ status: 401, body: { message: 'Unauthenticated.' } }, 'unauthorized'],
    [{ status: 429, headers: { 'retry-after': '30' }, body: { message: 'Too Many Attempts.' } }, 'rate-limited'], [{ body: { data: { ...facts, package_id: 'another' } } }, 'bad-response'],
  ])('%j is %s', async (reply, code) => {
    expect((await read(reply)).value).toMatchObject({ code });
  });

  test('of what could not be a package are not asked for', async () => {
    for (const id of ['', '../orders', 'a/b']) expect((await read({ body: {} }, id)).asked).toEqual([]);
  });
});

describe('the page an eSIM is shared by (§9)', () => {
  const sharing = { link: 'https://esims.cloud/shop/a1', access_code: '0819' };
  const read = (data: object) => tried({ body: { data: { ...sim, ...data } } }, (provider) => provider.support?.readShare?.(ICCID));

  test('stands in one of two places, and is handed on as it is', async () => {
    for (const data of [{ sharing }, { sharing: { link: null, access_code: null }, simable: { sharing } }, { simable: { sharing, order: null } }]) {
      const { value, asked } = await read(data);
      expect(value).toEqual({ link: sharing.link, accessCode: '0819' });
      expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v2/sims/${ICCID}?include=order,share`]);
    }
  });

  test.each([{}, { sharing: null }, { sharing: { link: null, access_code: null } }, { sharing: { link: 'javascript:alert(1)', access_code: '1' } }, { sharing: [] }])('is none where %j is said', async (data) => {
    expect((await read(data)).value).toBeNull();
  });
});

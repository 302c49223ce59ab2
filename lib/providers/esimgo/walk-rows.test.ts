import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { BUNDLE, collect, ICCID, organisation, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';
import type { EsimProvider } from '@/lib/providers/provider';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const COUNT = 61;
const numbers = Array.from({ length: COUNT }, (_, n) => n);
const bundleOf = (n: number) => ({ name: `esim_${n}`, countries: [{ name: 'France', region: 'Europe', iso: 'FR' }], dataAmount: 1000, duration: 7, price: 1 + n });
const esimOf = (n: number) => ({ iccid: `89431081670000${String(n).padStart(5, '0')}` });
const orderOf = (n: number) => ({ orderReference: `order-${n}`, order: [{ type: 'bundle', item: BUNDLE, quantity: 1 }], createdDate: '2026-02-01T10:00:02Z' });

type List = { path: string; size: string; wrap: (rows: unknown[]) => unknown; row: (n: number) => object; read: (provider: EsimProvider) => Promise<unknown[]> };
const LISTS: [string, List][] = [
  ['the catalogue', { path: '/catalogue', size: 'perPage', wrap: (rows) => rows, row: bundleOf, read: (provider) => collect(provider.listPlans()) }],
  ['the catalogue in an envelope', { path: '/catalogue', size: 'perPage', wrap: (bundles) => ({ bundles }), row: bundleOf, read: (provider) => collect(provider.listPlans()) }],
  ['eSIMs', { path: '/esims', size: 'perPage', wrap: (esims) => ({ esims }), row: esimOf, read: ({ support }) => collect(support?.listEsims?.()) }],
  ['orders', { path: '/orders', size: 'limit', wrap: (orders) => ({ orders }), row: orderOf, read: ({ support }) => collect(support?.listOrders?.({})) }],
];

/** An account with one long list whose pages hold at most so many; more is cut, or refused. */
async function account({ path, size, wrap, row }: List, most: number, beyond: Reply | 'cut') {
  const asked: string[] = [];
  const made = await scriptedAccount((received: Received): Reply => {
    if (!received.path.startsWith(`${path}?`)) return { body: received.path === '/organisation' ? organisation : { countryNetworks: [] } };
    const query = new URL(`http://x${received.path}`).searchParams;
    const [page, wanted] = [Number(query.get('page')), Number(query.get(size))];
    asked.push(`${page}/${wanted}`);
    if (wanted > most && beyond !== 'cut') return beyond;
    const held = Math.min(wanted, most);
    return { body: wrap(numbers.slice((page - 1) * held, page * held).map(row)) };
  });
  stops.push(made.stop);
  return { provider: made.provider, asked };
}

describe.each(LISTS)('%s (§23: how many rows a page may hold is not known)', (_name, list) => {
  test.each([7, 25, 60, COUNT])('whose pages are cut at %i and not counted comes whole', async (most) => {
    const { provider, asked } = await account(list, most, 'cut');
    expect(await list.read(provider)).toHaveLength(COUNT);
    expect(asked).toHaveLength(Math.ceil(COUNT / most) + 1);
  });

  test('is asked for in smaller pages where more is refused', async () => {
    const { provider, asked } = await account(list, 50, { status: 400, body: { message: 'too many rows' } });
    expect(await list.read(provider)).toHaveLength(COUNT);
    expect(asked.slice(-3)).toEqual(['1/50', '2/50', '3/50']);
  });

  test('that is refused at any size is refused, and one whose path is unknown is not asked for again', async () => {
    const none = await account(list, 0, { status: 400, body: { message: 'no' } });
    await expect(list.read(none.provider)).rejects.toMatchObject({ code: 'rejected' });
    expect(none.asked.at(-1)).toBe('1/10');
    const unknown = await account(list, 0, { status: 404, body: '' });
    await expect(list.read(unknown.provider)).rejects.toMatchObject({ code: 'rejected' });
    expect(unknown.asked).toHaveLength(1);
  });
});

test('a page that does not know how many there are, and says 0 or false, is not the last', async () => {
  for (const pageCount of [0, false, [], '']) {
    const made = await scriptedAccount(({ path }) => ({ body: { esims: path.includes('page=1&') ? [esimOf(1)] : path.includes('page=2&') ? [esimOf(2)] : [], pageCount } }));
    stops.push(made.stop);
    expect(await collect(made.support.listEsims?.())).toHaveLength(2);
  }
});

test('top-ups on offer are looked for on every page', async () => {
  const made = await scriptedAccount(({ path }): Reply => {
    if (path === '/organisation') return { body: organisation };
    if (path.includes('/compatible/')) return { body: { compatible: true } };
    if (path.includes('/catalogue/bundle/')) return { body: bundleOf(1) };
    if (path.startsWith('/catalogue?')) return { body: path.includes('page=1&') ? [bundleOf(9)] : path.includes('page=2&') ? [bundleOf(2)] : [] };
    return { body: { bundles: [{ name: BUNDLE, assignments: [{ id: '1', bundleState: 'active' }] }] } };
  });
  stops.push(made.stop);
  expect((await made.provider.listTopUps?.(ICCID))?.map(({ providerPlanId }) => providerPlanId)).toEqual(['esim_2', 'esim_9']);
});

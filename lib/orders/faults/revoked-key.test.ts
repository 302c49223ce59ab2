import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { secretsVersion } from '@/lib/env';
import { probeProviders } from '@/lib/operations/probe-providers';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { retryOrder } from '@/lib/orders/retry-order';
import { faultsOf } from '@/tests/audit';
import { readOffSale } from '@/lib/providers/sale-state';
import { given, letTimePass, newestCase, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import type { LedgerEntry } from '@/tests/sandbox-client';
import { letShopAge, workUntilRest } from '@/tests/shop-time';
import { soon } from '@/tests/soon';

type Provider = 'airalo' | 'esimgo';

const world = ownSandbox();
const file = path.join(mkdtempSync(path.join(tmpdir(), 'secrets-')), 'secrets.env');
let keys = 0;

vi.setConfig({ testTimeout: 120_000 });
beforeAll(() => {
  process.env.SECRETS_FILE = file;
  writeFileSync(file, '# none yet\n');
});
/** Nobody is left alone for what failed so far. */
async function forgive(): Promise<void> {
  await db().providerState.deleteMany();
  await db().providerCalls.deleteMany();
}
/** What had been bought before the test; whatever came since is its own, and must belong to somebody. */
let before = new Set<string>();
const idOf = ({ data }: LedgerEntry) => String(data.providerOrderId);
const boughtSince = () => world.purchases().filter((entry) => !before.has(idOf(entry)));
beforeEach(async () => {
  await forgive();
  before = new Set(world.purchases().map(idOf));
});

/** The provider takes only this key from now on; tokens given before are worth nothing. */
const REVOKE: Record<Provider, (key: string) => void> = {
  airalo: (key) => {
    const before = new Set(world.wires.airalo.requests.flatMap(({ headers }) => headers.authorization ?? []));
    world.settings('airalo', { clients: { 'sandbox-airalo-client': null, [`client-of-${key}`]: key, ...Object.fromEntries(Array.from({ length: keys - 1 }, (_, index) => [`client-of-${nameOf(index + 1)}`, null])) } });
    world.wires.airalo.wire.instead = ({ headers }) => (headers.authorization !== undefined && before.has(headers.authorization) ? { status: 401, body: { code: 1, reason: 'revoked' } } : null);
  },
  esimgo: (key) => world.settings('esimgo', { apiKey: key }),
};
const nameOf = (number: number) => `another-key-of-our-own-${number}-${'x'.repeat(20)}`;
const newKey = () => nameOf((keys += 1));

async function hand(provider: Provider, key: string): Promise<void> {
  const before = secretsVersion();
  const lines = { airalo: [`AIRALO_CLIENT_ID=client-of-${key}`, `AIRALO_CLIENT_SECRET=${key}`], esimgo: [`ESIMGO_API_KEY=${key}`] };
  writeFileSync(file, `${lines[provider].join('\n')}\n`);
  await vi.waitFor(() => expect(secretsVersion()).not.toBe(before), { timeout: 5_000, interval: 100 });
}

describe.each<Provider>(['airalo', 'esimgo'])('a key of %s that is revoked while the shop runs', (provider) => {
  test('and replaced at once costs no order', async () => {
    const warm = await given.order({ provider });
    await fulfilOrder({ orderId: warm.id });
    const key = newKey();
    REVOKE[provider](key);
    const orders = await Promise.all([2, 3, 4].map((quantity) => given.order({ provider, quantity })));
    const ids = orders.map(({ id }) => id);
    await Promise.all(ids.map((orderId) => fulfilOrder({ orderId })));
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ status: 'FULFILLING', purchases: [{ status: 'REFUSED', errorCode: 'unauthorized' }] });
    await hand(provider, key);
    await workUntilRest(ids, { stepMs: 5_000, most: 8 });
    for (const id of ids) expect((await stateOf(id)).status).toBe('FULFILLED');
    expect(await faultsOf([warm.id, ...ids], boughtSince())).toEqual([]);
  });

  test('sells nothing new from the first order it is refused for, and again from the first answer under the new one', async () => {
    const key = newKey();
    REVOKE[provider](key);
    expect((await readOffSale()).get(provider)).toBeUndefined();
    const order = await given.order({ provider });
    await fulfilOrder({ orderId: order.id });
    expect((await readOffSale()).get(provider)).toBe('key-refused');
    await probeProviders();
    expect((await readOffSale()).get(provider)).toBe('key-refused');
    await hand(provider, key);
    await probeProviders();
    await soon(async () => expect((await readOffSale()).get(provider)).toBeUndefined());
    await workUntilRest([order.id], { stepMs: 30_000, most: 10 });
    expect((await stateOf(order.id)).status).toBe('FULFILLED');
    expect(await faultsOf([order.id], boughtSince())).toEqual([]);
  });

  test('and met by an order that stood in line for ten minutes is waited out: the new key delivers it, bought once, and nobody is asked', async () => {
    const key = newKey();
    REVOKE[provider](key);
    const order = await given.order({ provider, quantity: 3 });
    await letShopAge(600_000);
    await workUntilRest([order.id], { stepMs: 30_000, most: 10 });
    const { status, reviewReasons, purchases, events } = await stateOf(order.id);
    expect({ status, reviewReasons }).toEqual({ status: 'FULFILLING', reviewReasons: [] });
    expect(new Set(purchases.map((purchase) => purchase.status))).toEqual(new Set(['REFUSED']));
    await hand(provider, key);
    await workUntilRest([order.id], { stepMs: 30_000, most: 20, meanwhile: probeProviders });
    const delivered = await stateOf(order.id);
    expect(delivered).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
    expect(delivered.esims).toHaveLength(3);
    expect(delivered.purchases.filter((purchase) => purchase.status === 'READY')).toHaveLength(1);
    expect([...events, ...delivered.events].filter(({ kind }) => kind === 'case')).toEqual([]);
    expect(boughtSince()).toHaveLength(1);
    expect(await faultsOf([order.id], boughtSince())).toEqual([]);
  });

  test('and refused so often that it is left alone keeps orders waiting, and the new one lets them through without anybody', async () => {
    const key = newKey();
    REVOKE[provider](key);
    const ids: string[] = [];
    for (let index = 0; index < 12; index += 1) ids.push((await given.order({ provider })).id);
    await Promise.all(ids.map((orderId) => fulfilOrder({ orderId })));
    await letShopAge(30_000);
    await workUntilRest(ids, { stepMs: 60_000, most: 10, meanwhile: probeProviders });
    for (const id of ids) expect((await stateOf(id)).status).toBe('FULFILLING');
    await hand(provider, key);
    // Some providers are asked for one of a kind at a time: twelve alike go one after another.
    await workUntilRest(ids, { stepMs: 30_000, most: 40, meanwhile: probeProviders });
    for (const id of ids) expect((await stateOf(id)).status).toBe('FULFILLED');
    expect(await faultsOf(ids, boughtSince())).toEqual([]);
  });

  test('and replaced after an hour makes cases that go through when staff start them again', async () => {
    const key = newKey();
    REVOKE[provider](key);
    const order = await given.order({ provider, quantity: 5 });
    const { steppedMs } = await workUntilRest([order.id], { stepMs: 120_000, most: 40, meanwhile: forgive });
    expect(steppedMs).toBeGreaterThan(58 * 60_000);
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['provider unauthorized'], esims: [] });
    expect(await faultsOf([order.id], boughtSince())).toEqual([]);
    await hand(provider, key);
    await letShopAge(600_000);
    await forgive();
    expect(await retryOrder({ orderId: order.id, seenEventId: await newestCase(order.id), actor: 'staff@example.com' })).toEqual({ outcome: 'started' });
    await letTimePass(order.id);
    await workUntilRest([order.id], { stepMs: 5_000, most: 8 });
    expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
    expect(await faultsOf([order.id], boughtSince())).toEqual([]);
  });
});

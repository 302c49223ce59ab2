import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Reply } from '@/lib/http/scripted-server';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { placeOrder } from '@/lib/orders/place-order';
import { readOffSale } from '@/lib/providers/sale-state';
import { faultsOf } from '@/tests/audit';
import { given, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { letShopAge, startAfresh, workUntilRest } from '@/tests/shop-time';

vi.setConfig({ testTimeout: 120_000 });
const world = ownSandbox(startAfresh);

const isBuying = ({ method, path, body }: { method: string; path: string; body: string }) => method === 'POST' && path.endsWith('/orders') && !body.includes('"validate"');
const waitOf = async (orderId: string) => ((await stateOf(orderId)).leaseExpiresAt?.getTime() ?? 0) - Date.now();
const turnedAway = (retryAfter: string | null): Reply => ({ status: 429, headers: retryAfter === null ? {} : { 'retry-after': retryAfter }, body: { message: 'Too Many Attempts.' } });

const other = { airalo: 'esimgo', esimgo: 'airalo' } as const;
const checkOut = (provider: 'airalo' | 'esimgo') =>
  placeOrder({ planSlug: `portugal-${provider}`, attempt: 0, quantity: 1, email: 'ana@example.com', expectedTotalMinor: 450, expectedCurrency: 'USD', locale: 'en', browserId: randomUUID(), customerId: null });

describe.each(['airalo', 'esimgo'] as const)('an order turned away by %s', (provider) => {
  const asked = () => world.wires[provider].requests.filter(isBuying).length;

  test.each([
    ['for 40 seconds', () => '40', 35_000, 41_000],
    ['until a date', () => new Date(Date.now() + 40_000).toUTCString(), 30_000, 41_000],
    ['without a word', () => null, 500, 31_000],
  ])('%s waits as long, is asked for once meanwhile, and goes through', async (_what, retryAfter, least, most) => {
    let refusals = 2;
    world.wires[provider].wire.instead = (received) => (isBuying(received) && refusals-- > 0 ? turnedAway(retryAfter()) : null);
    const order = await given.order({ provider });
    await fulfilOrder({ orderId: order.id });
    expect(await waitOf(order.id)).toBeGreaterThan(least);
    expect(await waitOf(order.id)).toBeLessThan(most);
    await Promise.all(Array.from({ length: 5 }, () => fulfilOrder({ orderId: order.id })));
    expect(asked()).toBe(1);
    await workUntilRest([order.id], { stepMs: 10_000, most: 60 });
    expect((await stateOf(order.id)).status).toBe('FULFILLED');
    expect(asked()).toBe(3);
    expect(await faultsOf([order.id], world.purchases())).toEqual([]);
  });

  test('for a whole day is looked at again every few minutes, and is a person’s after an hour', async () => {
    world.wires[provider].wire.instead = (received) => (isBuying(received) ? turnedAway('86400') : null);
    const order = await given.order({ provider });
    await fulfilOrder({ orderId: order.id });
    expect(await waitOf(order.id)).toBeLessThan(301_000);
    const { tookMs } = await workUntilRest([order.id], { stepMs: 300_000, most: 20 });
    expect(tookMs).toBeGreaterThan(55 * 60_000);
    expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['provider rate-limited'] });
    expect(asked()).toBeLessThanOrEqual(15);
    expect(await faultsOf([order.id], [])).toEqual([]);
  });

  test('for a whole day sells nothing new meanwhile, the other provider does, and is tried again after an hour', async () => {
    world.wires[provider].wire.instead = (received) => (isBuying(received) ? turnedAway('86400') : null);
    const order = await given.order({ provider });
    await given.order({ provider: other[provider] });
    expect((await checkOut(provider)).outcome).toBe('placed');
    await fulfilOrder({ orderId: order.id });
    expect(Object.fromEntries(await readOffSale())).toEqual({ [provider]: 'held' });
    expect(await checkOut(provider)).toEqual({ outcome: 'not-now' });
    expect((await checkOut(other[provider])).outcome).toBe('placed');
    await letShopAge(3_200_000);
    expect(await checkOut(provider)).toEqual({ outcome: 'not-now' });
    await letShopAge(400_000);
    expect((await checkOut(provider)).outcome).toBe('placed');
  });
});

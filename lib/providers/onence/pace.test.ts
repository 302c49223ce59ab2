import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { createOnenceAdapter } from '@/lib/providers/onence/adapter';
import { chargesFor } from '@/lib/providers/onence/pace';
import { collect, ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const config = { clientId: 'client', apiUrl: 'http://127.0.0.1:1', simsPerSecond: 10, ordersPerFiveMinutes: 100 };
/** What may leave in the worst window: a burst and all that follows. */
const most = (path: string, seconds: number) => chargesFor(config)({ path }).map(({ limit }) => (limit.burst ?? 1) - 1 + seconds * limit.perSecond);

describe('never more than §3 allows', () => {
  test.each(['/v1/sims', '/v2/sims?page=1', '/v1/sims/topup?payment_method=x', '/v2/sims/8988228000000000001/usage'])('%s: ten a second', (path) => {
    expect(most(path, 1)[0]).toBeLessThanOrEqual(10);
    expect(most(path, 1)[0]).toBeGreaterThan(9.8);
  });

  test.each(['/v1/orders?page=1', '/v1/orders/7', '/v1/products', '/v1/support'])('%s: a hundred in five minutes', (path) => {
    expect(most(path, 300)[0]).toBeLessThanOrEqual(100);
    expect(most(path, 300)[0]).toBeGreaterThan(95);
  });

  test('orders and products draw on one window, SIMs on another', () => {
    const accountOf = (path: string) => chargesFor(config)({ path })[0]?.limit.account;
    expect(accountOf('/v1/orders')).toBe(accountOf('/v1/products'));
    expect(accountOf('/v1/orders')).not.toBe(accountOf('/v2/sims'));
    expect(accountOf('/oauth/token')).toBeUndefined();
  });
});

test('two processes of one account together are no faster than the account may', async () => {
  const { fleet, config: own, stop } = await scriptedAccount(() => ({ body: { iccid: ICCID } }), { config: { clientId: randomUUID(), simsPerSecond: 50 } });
  stops.push(stop);
  const other = createOnenceAdapter(own);
  await fleet.readSim(ICCID);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? fleet : other).readSim(ICCID)));
  expect(performance.now() - startedAt).toBeGreaterThan(180);
});

const fullPage = ({ path }: Received): Reply => {
  const page = Number(new URL(path, 'http://x').searchParams.get('page'));
  return { body: Array.from({ length: 10 }, (_, row) => ({ order_number: page * 100 + row })) };
};

test('a look at more orders than may be asked for now is not begun again and again: it says when to come back', async () => {
  const { fleet, asked, stop } = await scriptedAccount(fullPage, { config: { ordersPerFiveMinutes: 10 } });
  stops.push(stop);
  await expect(collect(fleet.listOrders())).rejects.toMatchObject({ code: 'rate-limited', provider: { retryAfterMs: expect.any(Number) } });
  expect(asked()).toHaveLength(3);
});

const SAID: [what: string, say: () => string | null][] = [['seconds', () => '1'], ['a date', () => new Date(Date.now() + 2_000).toUTCString()], ['nothing', () => null]];
test.each(SAID)('a 429 that says %s of when to come back keeps everybody away, and the call is made again', async (_how, say) => {
  let isFirst = true;
  const { fleet, asked, stop } = await scriptedAccount(() => {
    if (!isFirst) return { body: { iccid: ICCID } };
    isFirst = false;
    const header = say();
    return { status: 429, headers: header === null ? {} : { 'retry-after': header } };
  });
  stops.push(stop);
  const startedAt = performance.now();
  expect(await fleet.readSim(ICCID)).toMatchObject({ iccid: ICCID });
  expect(asked()).toHaveLength(2);
  expect(performance.now() - startedAt).toBeGreaterThan(900);
});

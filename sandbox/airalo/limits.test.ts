import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPartner, DAY, JSON_ONLY, type Partner, PLAN } from './partner.ts';

let shop: Partner;
beforeEach(async () => {
  // Only the sandbox's own clock moves, so that a slow machine does not slip out of a window.
  vi.useFakeTimers({ toFake: ['Date'] });
  shop = await createPartner();
});

afterEach(() => {
  vi.useRealTimers();
});

const many = async (count: number, ask: (n: number) => Response | Promise<Response>) => {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await ask(n)).status);
  return statuses;
};
const refusedFrom = async (limit: number, ask: (n: number) => Response | Promise<Response>) => {
  const statuses = await many(limit + 1, ask);
  return statuses.slice(0, limit).every((status) => status < 300) && statuses[limit] === 429;
};

test('packages are limited to eighty a minute for each token, and say how many are left', async () => {
  shop.patch({ packagesPerMinute: 80 });
  const first = await shop.get('/v2/packages?limit=1');
  expect([first.headers.get('X-RateLimit-Limit'), first.headers.get('X-RateLimit-Remaining')]).toEqual(['80', '79']);
  expect(await refusedFrom(79, () => shop.get('/v2/packages?limit=1'))).toBe(true);
  const stranger = await shop.app.request('/v2/packages', { headers: JSON_ONLY });
  expect([stranger.status, stranger.headers.get('X-RateLimit-Remaining')]).toEqual([401, '79']);
});

test('usage, history and top-ups are limited to ten a minute for one eSIM', async () => {
  const { sims } = await shop.buy({ quantity: '2' });
  shop.patch({ usagePerSecond: 100 });
  for (const part of ['usage', 'packages', 'topups']) {
    expect(await refusedFrom(10, () => shop.get(`/v2/sims/${sims[0]?.iccid}/${part}`))).toBe(true);
    expect((await shop.get(`/v2/sims/${sims[1]?.iccid}/${part}`)).status).toBe(200);
  }
});

test('usage is limited to five a second for the whole company', async () => {
  const { sims } = await shop.buy({ quantity: '7' });
  expect(await refusedFrom(5, (n) => shop.get(`/v2/sims/${sims[n]?.iccid}/usage`))).toBe(true);
  shop.world.advance(1_000);
  expect((await shop.get(`/v2/sims/${sims[6]?.iccid}/usage`)).status).toBe(200);
});

test('product information is limited to sixty a minute for one package', async () => {
  expect(await refusedFrom(60, () => shop.get(`/v2/packages/${PLAN}/product-information`))).toBe(true);
  expect((await shop.get('/v2/packages/fado-mobile-15days-2gb/product-information')).status).toBe(200);
});

test('orders and all the rest have no limit until somebody names one', async () => {
  expect((await shop.post({ package_id: PLAN, quantity: '1' })).headers.get('X-RateLimit-Limit')).toBeNull();
  shop.patch({ ordersPerMinute: 2, othersPerMinute: 3 });
  expect(await refusedFrom(2, () => shop.post({ package_id: PLAN, quantity: '1' }))).toBe(true);
  expect(await refusedFrom(3, () => shop.get('/v2/balance'))).toBe(true);
  expect((await shop.get('/v2/orders')).status).toBe(200);
});

test('a refusal names the wait in seconds, as a date, or not at all', async () => {
  shop.patch({ packagesPerMinute: 1 });
  await shop.get('/v2/packages?limit=1');
  const refused = () => shop.get('/v2/packages?limit=1');
  const seconds = await refused();
  expect(await seconds.json()).toEqual({ message: 'Too Many Attempts.' });
  expect(Number(seconds.headers.get('Retry-After'))).toBeGreaterThan(50);
  expect(Number(seconds.headers.get('X-RateLimit-Reset'))).toBeGreaterThan(shop.world.now().getTime() / 1_000);
  shop.patch({ retryAfter: 'date' });
  const date = (await refused()).headers.get('Retry-After') ?? '';
  expect(date).toMatch(/GMT$/);
  expect(Date.parse(date)).toBeGreaterThan(shop.world.now().getTime());
  shop.patch({ retryAfter: 'none' });
  const none = await refused();
  expect([none.status, none.headers.get('Retry-After'), none.headers.get('X-RateLimit-Reset')]).toEqual([429, null, null]);
});

test('a window is fixed, or slides', async () => {
  shop.patch({ packagesPerMinute: 2 });
  const ask = async () => (await shop.get('/v2/packages?limit=1')).status;
  const story = async () => {
    const statuses = [await ask()];
    shop.world.advance(40_000);
    statuses.push(await ask());
    shop.world.advance(25_000);
    return [...statuses, await ask(), await ask()];
  };
  expect(await story()).toEqual([200, 200, 200, 200]);
  shop.patch({ limitWindow: 'sliding' });
  shop.world.advance(DAY / 2);
  expect(await story()).toEqual([200, 200, 200, 429]);
});

test('in the vendor’s sandbox mode an endpoint takes five calls a second of one client', async () => {
  shop.patch({ sandboxMode: true });
  expect(await refusedFrom(5, () => shop.get('/v2/balance'))).toBe(true);
  expect((await shop.get('/v2/orders')).status).toBe(200);
  shop.world.advance(1_000);
  expect((await shop.get('/v2/balance')).status).toBe(200);
});

test.each(['tokensPerMinute', 'factsPerMinute', 'historyPerMinute', 'topUpsPerMinute'])('%s can be another number', async (name) => {
  const iccid = (await shop.buy()).sims[0]?.iccid;
  shop.patch({ [name]: 2 });
  shop.world.advance(60_000);
  const asks: Record<string, () => Response | Promise<Response>> = {
    tokensPerMinute: () => shop.askToken(),
    factsPerMinute: () => shop.get(`/v2/packages/${PLAN}/product-information`),
    historyPerMinute: () => shop.get(`/v2/sims/${iccid}/packages`),
    topUpsPerMinute: () => shop.get(`/v2/sims/${iccid}/topups`),
  };
  expect(await refusedFrom(2, asks[name] ?? (() => shop.get('/')))).toBe(true);
});

test('refunds may be limited to one in five minutes, as older documents say', async () => {
  const iccid = (await shop.buy()).sims[0]?.iccid ?? '';
  shop.patch({ refundsPerWindow: 1, refundWindowMs: 300_000 });
  const refund = async () => (await shop.post({ 'iccids[]': iccid, reason: 'NO_COVERAGE' }, '/v2/refund')).status;
  const statuses = [await refund()];
  shop.world.advance(299_000);
  statuses.push(await refund());
  shop.world.advance(1_000);
  expect([...statuses, await refund()]).toEqual([202, 429, 202]);
});

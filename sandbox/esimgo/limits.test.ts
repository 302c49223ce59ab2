import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
});

const from = (remoteAddress: string, path = '/v2.4/organisation', key = shop.esimgo.settings.apiKey) =>
  shop.app.request(path, { headers: { 'X-API-Key': key } }, { incoming: { socket: { remoteAddress } } });

test('§4 ten tokens are for one second and one address, both versions together; another address has its own', async () => {
  shop.patch({ ratePerSecond: 10 });
  for (let count = 0; count < 10; count += 1) expect((await from('198.51.100.1', count % 2 ? '/v2.4/organisation' : '/v2.5/organisation')).status).toBe(200);
  expect((await from('198.51.100.1')).status).toBe(429);
  expect((await from('198.51.100.2')).status).toBe(200);
  shop.world.advance(1_000);
  expect((await from('198.51.100.1')).status).toBe(200);
});

test('§4 a bad key spends tokens too', async () => {
  shop.patch({ ratePerSecond: 2 });
  for (let count = 0; count < 2; count += 1) expect((await from('198.51.100.1', undefined, 'wrong')).status).toBe(403);
  expect((await from('198.51.100.1')).status).toBe(429);
});

test('§4 the window ends by the clock of the caller, however far the clock here was moved', async () => {
  shop.world.advance(30 * 86_400_000);
  const ends = Date.parse((await from('198.51.100.1')).headers.get('X-Ratelimit-Reset') ?? '');
  expect(Math.abs(ends - Date.now())).toBeLessThan(1_500);
});

test('§23 a call costs what the longest beginning of its path does', async () => {
  const cost = async (path: string) => (await shop.get(path)).headers.get('X-Ratelimit-Cost');
  expect([await cost('/catalogue'), await cost(`/catalogue/bundle/${BUNDLE}`), await cost('/networks'), await cost('/esims')]).toEqual(['5', '5', '5', '1']);
  shop.patch({ costs: { catalogue: null, 'catalogue/bundle': 2, esims: 3 } });
  expect([await cost('/catalogue'), await cost(`/catalogue/bundle/${BUNDLE}`), await cost('/esims')]).toEqual(['1', '2', '3']);
});

test('§4 switch: 429 and 503 say when to come back in seconds, as a date, or not at all', async () => {
  shop.patch({ assignDelayMs: 60_000, retryAfterSeconds: 7 });
  const { orderReference } = await shop.buy();
  const headers = async (retryAfter: string) => {
    shop.patch({ retryAfter, ratePerSecond: 1_000 });
    const pending = (await shop.get(`/esims/assignments?reference=${orderReference}`)).headers.get('Retry-After');
    // A cost is never more than a whole window, which is spent here.
    shop.patch({ ratePerSecond: 1 });
    const refused = await shop.get('/organisation');
    expect(refused.status).toBe(429);
    return [pending, refused.headers.get('Retry-After')];
  };
  expect(await headers('seconds')).toEqual(['7', '1']);
  const [pending, refused] = await headers('date');
  expect(pending).toMatch(/GMT$/);
  for (const [date, seconds] of [[pending, 7], [refused, 1]] as const) {
    const ms = Date.parse(date ?? '') - Date.now();
    expect(ms).toBeGreaterThan(seconds * 1_000 - 1_000);
    expect(ms).toBeLessThanOrEqual(seconds * 1_000 + 1_000);
  }
  expect(await headers('absent')).toEqual([null, null]);
});

test('§2 only listed addresses may call, where any are listed', async () => {
  shop.patch({ allowedAddresses: ['198.51.100.1'] });
  expect((await from('198.51.100.1')).status).toBe(200);
  const other = await from('198.51.100.2');
  expect([other.status, await other.json()]).toEqual([403, { message: 'access denied' }]);
});

test('§2 another key kills the former one', async () => {
  shop.patch({ apiKey: 'another-key' });
  expect((await from('198.51.100.1', undefined, 'sandbox-esimgo-key-0123456789abcdef')).status).toBe(403);
  expect((await from('198.51.100.1')).status).toBe(200);
});

test('§4 orders keep their distance where the account demands it; a refused one does not count, a dry run only by switch', async () => {
  shop.patch({ orderSpacingMs: 3_000 });
  expect((await shop.ask({ item: 'esim_x' })).status).toBe(403);
  await shop.buy();
  shop.world.advance(2_000);
  const soon = await shop.ask();
  expect([soon.status, soon.headers.get('Retry-After')]).toEqual([429, '3']);
  expect((await shop.ask({}, 'validate')).status).toBe(200);
  shop.world.advance(1_000);
  expect((await shop.ask()).status).toBe(200);
  shop.patch({ validateCountsToSpacing: true });
  expect((await shop.ask({}, 'validate')).status).toBe(429);
  shop.world.advance(3_000);
  expect((await shop.ask({}, 'validate')).status).toBe(200);
  expect((await shop.ask()).status).toBe(429);
  expect(shop.world.ledger({ service: 'esimgo', type: 'purchase' })).toHaveLength(2);
});

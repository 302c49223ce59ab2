import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, basic, HEALTHY, openAccount } from './account-client.ts';

let shop: Account;
beforeEach(async () => {
  shop = await openAccount();
});
afterEach(() => shop.stop());

const json = { 'Content-Type': 'application/json' };
const refusal = async (init: RequestInit) => {
  const response = await shop.token(init);
  return [response.status, await response.json()];
};

test('§2 a token is long, lives as long as it says, and is valid beside earlier ones', async () => {
  const first = await shop.signIn();
  const answer = (await (await shop.token()).json()) as Record<string, unknown>;
  expect(answer).toMatchObject({ status_code: 200, token_type: 'bearer', expires_in: 3_600 });
  expect(String(answer.access_token).length).toBeGreaterThan(2_500);
  const withFirst = () => fetch(`${shop.base}/v1/sims/${HEALTHY}`, { headers: { Authorization: `Bearer ${first}` } });
  expect((await withFirst()).status).toBe(200);
  shop.world.advance(3_600_001);
  expect((await withFirst()).status).toBe(401);
  expect(shop.account.calls['tokens-issued']).toBe(3);
});

test('§2 every refusal of the token call is a 400 in its own shape', async () => {
  const is = (errorCode: string, message: string) => [400, { statusCode: 400, errorCode, message }];
  const headers = { ...json, Authorization: basic('sandbox-onence-client:sandbox-onence-secret-0123456789abcdef') };
  expect(await refusal({ headers: { ...json, Authorization: basic('nobody:wrong') } })).toEqual(is('BadCredentials', 'User does not exist.'));
  expect(await refusal({ headers: json })).toEqual(is('AuthValidationError', "Auth header validation error: Missing attributes 'username'"));
  expect(await refusal({ headers: { ...json, Authorization: basic('only-a-name') } })).toEqual(is('AuthValidationError', "Auth header validation error: Missing attributes 'password'"));
  expect(await refusal({ headers, body: '{}' })).toEqual(is('BodyValidationError', "Request body validation error: Missing attributes 'grant_type'"));
  const form = { headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, body: 'grant_type=client_credentials' };
  expect(await refusal(form)).toEqual(is('UnsupportedContentTypeError', 'Content-Type not supported'));
  shop.patch({ acceptsFormToken: true });
  expect((await shop.token(form)).status).toBe(200);
});

test('§2 expiry is configurable and may go unsaid', async () => {
  shop.patch({ expiresInSeconds: 60, saysExpiresIn: false });
  expect(await (await shop.token()).json()).not.toHaveProperty('expires_in');
  await shop.signIn();
  shop.world.advance(60_001);
  expect((await shop.get('/v2/sims')).status).toBe(401);
});

test('§4 without a living token v1 says nothing and v2 a gateway message, unless switched', async () => {
  const answer = async (path: string) => {
    const response = await fetch(`${shop.base}${path}`);
    return [response.status, await response.text()];
  };
  expect(await answer('/v1/sims')).toEqual([401, '']);
  expect(await answer('/v2/sims')).toEqual([401, '{"message":"Unauthorized"}']);
  shop.patch({ unauthorizedBody: 'empty' });
  expect(await answer('/v2/sims')).toEqual([401, '']);
});

test('§3 beyond ten calls of a second the SIMs answer 429, with or without Retry-After', async () => {
  shop.patch({ simsPerSecond: 10 });
  const calls = await Promise.all(Array.from({ length: 60 }, (_, n) => shop.get(n % 2 === 0 ? '/v1/sims/limits' : `/v2/sims/${HEALTHY}`)));
  const refused = calls.filter(({ status }) => status === 429);
  // Sixty calls touch two windows of a second at most, or three on a slow machine.
  expect(calls.length - refused.length).toBeLessThanOrEqual(30);
  expect(calls.length - refused.length).toBeGreaterThanOrEqual(10);
  expect([refused[0]?.headers.get('Retry-After'), await refused[0]?.text()]).toEqual(['1', '']);
  shop.patch({ simsPerSecond: 0, retryAfter: false });
  expect((await shop.get('/v2/sims')).headers.get('Retry-After')).toBeNull();
  shop.patch({ simsPerSecond: 1_000 });
  shop.world.advance(1_000);
  expect((await shop.get('/v2/sims')).status).toBe(200);
});

test('§3 orders and products share 100 calls in five minutes', async () => {
  shop.patch({ ordersPerFiveMinutes: 4 });
  for (const path of ['/v1/orders', '/v1/products', '/v1/orders', '/v1/support']) expect((await shop.get(path)).status).toBe(200);
  expect((await shop.get('/v1/products')).status).toBe(429);
  shop.patch({ ordersWindow: 'each' });
  expect((await shop.get('/v1/products')).status).toBe(200);
});

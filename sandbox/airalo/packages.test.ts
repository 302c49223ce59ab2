import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createPartner, CREDENTIALS, DAY, form, JSON_ONLY, type Partner } from './partner.ts';

let shop: Partner;

beforeEach(async () => {
  shop = await createPartner();
});

test('a token is said to live a year, dies after a day, and is refused to strangers', async () => {
  const answer = await shop.askToken();
  expect(await answer.json()).toMatchObject({ data: { token_type: 'Bearer', expires_in: 31_622_400 }, meta: { message: 'success' } });
  const wrongSecret = await shop.askToken({ ...CREDENTIALS, client_secret: 'no' });
  expect([wrongSecret.status, await wrongSecret.json()]).toEqual([401, { data: [], meta: { message: 'Client authentication failed' } }]);
  const stranger = await shop.askToken({ ...CREDENTIALS, client_id: 'no' });
  expect([stranger.status, await stranger.json()]).toEqual([
    422,
    { data: { client_id: 'The selected client id is invalid.' }, meta: { message: 'the parameter is invalid' } },
  ]);
  shop.world.reset();
  const early = z.object({ data: z.object({ access_token: z.string() }) }).parse(await (await shop.askToken()).json());
  const headers = { ...JSON_ONLY, Authorization: `Bearer ${early.data.access_token}` };
  expect((await shop.get('/v2/balance', headers)).status).toBe(200);
  shop.world.advance(DAY);
  const late = await shop.get('/v2/balance', headers);
  expect([late.status, await late.json()]).toEqual([401, { message: 'Unauthenticated.' }]);
});

test('the fourth token of a minute is refused with a time to wait', async () => {
  shop.world.reset();
  for (let n = 0; n < 3; n += 1) expect((await shop.askToken()).status).toBe(200);
  const fourth = await shop.askToken();
  expect([fourth.status, await fourth.json()]).toEqual([429, { message: 'Too Many Attempts.' }]);
  expect(Number(fourth.headers.get('Retry-After'))).toBeGreaterThan(0);
  shop.world.advance(60_000);
  expect((await shop.askToken()).status).toBe(200);
});

test('a token may be asked for as JSON and multipart too', async () => {
  const asJson = await shop.app.request('/v2/token', {
    method: 'POST',
    body: JSON.stringify(CREDENTIALS),
    headers: { 'Content-Type': 'application/json' },
  });
  const asForm = await shop.app.request('/v2/token', { method: 'POST', body: form(CREDENTIALS) });
  expect([asJson.status, asForm.status]).toEqual([200, 200]);
});

test('packages are paged by destination, filtered, and carry top-ups only on demand', async () => {
  const all = await shop.packages();
  expect(all.meta.total).toBe(all.data.length);
  expect(all.meta.per_page).toBe('1000');
  const isTopUp = ({ operators }: (typeof all.data)[number]) => operators.some((entry) => entry.packages.some(({ type }) => type === 'topup'));
  expect(all.data.some(isTopUp)).toBe(false);
  expect((await shop.packages('&include=topup')).data.some(isTopUp)).toBe(true);
  const local = await shop.packages('&filter[type]=local');
  const global = await shop.packages('&filter[type]=global');
  expect(local.meta.total + global.meta.total).toBe(all.meta.total);
  expect(global.data.every(({ country_code: code }) => code === '')).toBe(true);
  expect((await shop.packages('&filter[country]=pt')).data.map(({ slug }) => slug)).toEqual(['portugal']);
  const second = await shop.list('/v2/packages?limit=2&page=2');
  expect(second.data.map(({ slug }) => slug)).toEqual(all.data.slice(2, 4).map(({ slug }) => slug));
  expect((await shop.get('/v2/packages')).headers.get('X-RateLimit-Limit')).toBe('1000');
});

test('packages refuse a bad limit, type and country field by field, and in HTML without an Accept header', async () => {
  const bad = await shop.get('/v2/packages?limit=many&page=x');
  expect(await bad.json()).toMatchObject({ data: { limit: 'The limit must be an integer.', page: 'The page must be an integer.' } });
  expect(await (await shop.get('/v2/packages?filter[type]=regional&filter[country]=XX')).json()).toMatchObject({
    data: { 'filter.type': expect.any(String), 'filter.country': expect.any(String) },
  });
  const page = await shop.get('/v2/packages?limit=many', { Accept: '*/*' });
  expect([page.status, page.headers.get('Content-Type')]).toEqual([500, 'text/html; charset=UTF-8']);
});

test('discount pricing hides net prices; quirks switch page keys and number types', async () => {
  const first = (page: Awaited<ReturnType<Partner['packages']>>) => page.data[0]?.operators[0]?.packages[0];
  expect(first(await shop.packages())).toHaveProperty('net_price');
  shop.patch({ pricingModel: 'discount_pricing', discountPercentage: 10, objectPages: true, perPageAsNumber: true });
  const answer: unknown = await (await shop.get('/v2/packages?limit=2&page=2')).json();
  expect(answer).toMatchObject({ pricing: { model: 'discount_pricing', discount_percentage: 10 }, data: { 2: {}, 3: {} }, meta: { per_page: 2 } });
  expect(JSON.stringify(answer)).not.toContain('"net_price"');
});

test('provider text is hostile in places', async () => {
  const text = JSON.stringify((await shop.packages()).data.find(({ slug }) => slug === 'malta'));
  for (const trap of ['<script>', 'onerror', '\u202E', String.raw`\u0000`, String.raw`\u0007`]) expect(text).toContain(trap);
});


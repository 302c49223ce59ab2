import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createPartner, CREDENTIALS, DAY, form, JSON_ONLY, type Partner } from './partner.ts';

let shop: Partner;
beforeEach(async () => {
  shop = await createPartner();
});

const token = z.object({ data: z.object({ access_token: z.string() }) });
const signIn = async () => token.parse(await (await shop.askToken()).json()).data.access_token;
const statusWith = async (bearer: string) => (await shop.get('/v2/balance', { Authorization: bearer })).status;

test('every endpoint but the token wants a bearer token, scheme and all', async () => {
  const bearer = await signIn();
  expect([await statusWith(`Bearer ${bearer}`), await statusWith(`bearer ${bearer}`), await statusWith(bearer), await statusWith('Bearer none')]).toEqual([200, 401, 401, 401]);
  const paths = ['/v2/packages', '/v2/packages/overrides', '/v2/orders', '/v2/future-orders', '/v2/sims', '/v2/balance', '/v2/compatible-devices', '/v2/finance/exchange-rates', '/v2/notifications/opt-in'];
  for (const path of paths) expect(await shop.read(shop.app.request(path, { headers: JSON_ONLY }))).toEqual([401, { message: 'Unauthenticated.' }]);
});

test('a token is a JWT of five claims', async () => {
  const claims: unknown = JSON.parse(Buffer.from((await signIn()).split('.')[1] ?? '', 'base64url').toString());
  expect(Object.keys(claims as object)).toEqual(['aud', 'jti', 'iat', 'nbf', 'exp']);
});

test('tokens live side by side, or a new one ends the old', async () => {
  const first = await signIn();
  const second = await signIn();
  expect([await statusWith(`Bearer ${first}`), await statusWith(`Bearer ${second}`)]).toEqual([200, 200]);
  shop.patch({ tokensCoexist: false });
  const third = await signIn();
  expect([await statusWith(`Bearer ${first}`), await statusWith(`Bearer ${third}`)]).toEqual([401, 200]);
});

test('a token may be said to live a day, and a shorter life counts for tokens already out', async () => {
  shop.patch({ saidTokenSeconds: 86_400 });
  expect(await shop.read(shop.askToken())).toMatchObject([200, { data: { expires_in: 86_400 } }]);
  const bearer = `Bearer ${await signIn()}`;
  shop.world.advance(DAY / 2);
  expect(await statusWith(bearer)).toBe(200);
  shop.patch({ tokenTtlMs: 60_000 });
  expect(await statusWith(bearer)).toBe(401);
});

test('a client whose keys are revoked gets no token, and those it has are dead; others live on', async () => {
  shop.patch({ clients: { other: 'other-secret' } });
  const mine = `Bearer ${await signIn()}`;
  const theirs = token.parse(await (await shop.askToken({ client_id: 'other', client_secret: 'other-secret' })).json()).data.access_token;
  shop.patch({ revokedClients: { [CREDENTIALS.client_id]: true } });
  expect(await shop.read(shop.askToken())).toEqual([401, { data: [], meta: { message: 'Client authentication failed' } }]);
  expect([await statusWith(mine), await statusWith(`Bearer ${theirs}`)]).toEqual([401, 200]);
  shop.patch({ revokedClients: { [CREDENTIALS.client_id]: null } });
  expect((await shop.askToken()).status).toBe(200);
});

test('the token body may have to be urlencoded, and the grant type be named', async () => {
  const multipart = () => shop.app.request('/v2/token', { method: 'POST', body: form(CREDENTIALS), headers: JSON_ONLY });
  expect((await multipart()).status).toBe(200);
  shop.patch({ tokenBody: 'urlencoded' });
  expect(await shop.read(multipart())).toMatchObject([422, { data: { client_id: 'The client id field is required.', client_secret: 'The client secret field is required.' } }]);
  expect((await shop.askToken()).status).toBe(200);
  shop.patch({ grantType: 'required' });
  expect((await shop.askToken()).status).toBe(422);
  expect((await shop.askToken({ ...CREDENTIALS, grant_type: 'client_credentials' })).status).toBe(200);
});

test('a robot’s user agent meets an HTML page before anything else', async () => {
  const answer = await shop.app.request('/v2/token', { method: 'POST', headers: { 'User-Agent': 'Python-urllib/3.12' } });
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('1010')]);
  expect((await shop.get('/v2/balance', { 'User-Agent': 'Python-urllib/3.12' })).status).toBe(403);
});

test('which user agents are robots’ can be chosen', async () => {
  shop.patch({ blockedUserAgents: ['Shop/1'] });
  expect([(await shop.get('/v2/balance', { 'User-Agent': 'Python-urllib/3' })).status, (await shop.get('/v2/balance', { 'User-Agent': 'Shop/1.2' })).status]).toEqual([200, 403]);
});

test('an address outside the allow list is refused everywhere with code 89', async () => {
  shop.patch({ isAddressRefused: true });
  for (const path of ['/v2/packages', '/v2/balance', '/v2/orders', '/v2/sims', '/v2/packages/x/product-information']) {
    expect(await shop.read(shop.get(path))).toMatchObject([403, { code: 89 }]);
  }
});

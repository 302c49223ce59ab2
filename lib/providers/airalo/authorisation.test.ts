import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Reply } from '@/lib/http/scripted-server';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { chargesFor } from '@/lib/providers/airalo/pace';
import { adapterAt, tried } from '@/lib/providers/airalo/scripted-airalo';
import { SAMPLES } from '@/lib/providers/airalo/scripted-samples';
import { ProviderError } from '@/lib/providers/provider-error';
import { holdTurns } from '@/lib/providers/take-turn';

afterAll(closeDb);

test('every call says who asks, for what, and under which token (§3.1)', async () => {
  for (const { good, call } of SAMPLES) {
    const { asked } = await tried({ body: good }, call);
    for (const { headers } of asked) expect(headers).toMatchObject({ accept: 'application/json', authorization: 'Bearer first-access-token', 'user-agent': expect.stringMatching(/^Simplify\//) });
  }
}, 60_000);

test('every call goes to an endpoint of the index (§1), overrides and Airmoney vouchers are left alone, and no path others made up is tried', async () => {
  const index = [
    'GET /v2/packages', 'GET /v2/packages/{}/product-information', 'POST /v2/orders', 'POST /v2/orders-async', 'POST /v2/future-orders', 'GET /v2/future-orders', 'POST /v2/cancel-future-orders', 'GET /v2/orders', 'GET /v2/orders/{}',
    'GET /v2/sims', 'GET /v2/sims/{}', 'POST /v2/orders/topups', 'PUT /v2/sims/{}/brand', 'GET /v2/compatible-devices-lite', 'GET /v2/balance', 'POST /v2/voucher/esim', 'GET /v2/finance/exchange-rates', 'POST /v2/refund',
    'POST /v2/notifications/opt-in', 'GET /v2/notifications/opt-in', 'POST /v2/simulator/webhook',
  ];
  const called = new Set<string>();
  for (const { good, call } of SAMPLES) {
    const { asked } = await tried({ body: good }, call);
    for (const { method, path } of asked) called.add(`${method} ${(path.split('?')[0] ?? '').replace(/\d{6,}|fado-mobile-[^/]+/, '{}')}`);
  }
  expect([...called].toSorted()).toEqual(index.toSorted());
}, 60_000);

describe('a token that is not given', () => {
  const withToken = async (reply: Reply) => {
    const server = await scriptedServer(() => reply);
    const error: unknown = await adapterAt(server.url).getBalance?.().catch((thrown: unknown) => thrown);
    await server.stop();
    return { error, paths: server.requests.map(({ path }) => path) };
  };

  test.each<[string, Reply, string]>([
    ['an unknown client', { status: 422, body: { data: { client_id: 'The selected client id is invalid.' }, meta: {} } }, 'unauthorized'],
    ['a wrong secret', { status: 401, body: { data: [], meta: { message: 'Client authentication failed' } } }, 'unauthorized'],
    ['an address that is not allowed', { status: 403, body: { code: 89, reason: 'IP' } }, 'unauthorized'],
    ['haste', { status: 429, headers: { 'retry-after': '30' }, body: { message: 'Too Many Attempts.' } }, 'rate-limited'],
    ['a crash', { status: 500, body: '<html>' }, 'unavailable'],
  ])('for %s asks for nothing else (§5)', async (_what, reply, code) => {
    const { error, paths } = await withToken(reply);
    expect(error).toMatchObject({ code });
    expect(new Set(paths)).toEqual(new Set(['/v2/token']));
  });
});

test('a token our own line has no turn for is not asked for, and Airalo is not blamed', async () => {
  const server = await scriptedServer(() => 'hang-up');
  const config: AiraloConfig = { clientId: randomUUID(), clientSecret: 'secret', apiUrl: server.url, brandName: null, ordersPerSecond: null };
  for (const { limit } of chargesFor(config)({ method: 'POST', path: '/v2/token' })) await holdTurns(limit, 60_000);
  await expect(createAiraloAdapter(config).getBalance?.()).rejects.toMatchObject({ code: 'rate-limited', provider: { notAsked: true, retryAfterMs: expect.any(Number) } });
  expect(server.requests).toEqual([]);
  await server.stop();
});

test('with a token that is refused every call is a matter of credentials, and spends nothing twice', async () => {
  for (const { call } of SAMPLES) {
    const { value } = await tried({ status: 401, body: { message: 'Unauthenticated.' } }, call);
    expect(value).toBeInstanceOf(ProviderError);
    expect((value as ProviderError).code).toBe('unauthorized');
  }
}, 60_000);

test('an HTML page of Cloudflare with 403 or 503 is no answer of Airalo’s', async () => {
  for (const status of [403, 503]) {
    for (const { call } of SAMPLES.slice(3, 8)) {
      const { value } = await tried({ status, headers: { 'content-type': 'text/html' }, body: '<html>error code: 1010</html>' }, call);
      expect(value).toBeInstanceOf(ProviderError);
    }
  }
}, 60_000);

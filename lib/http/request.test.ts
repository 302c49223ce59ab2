import { afterEach, describe, expect, test } from 'vitest';
import { HttpFailure } from '@/lib/http/http-failure';
import { createHttpClient } from '@/lib/http/request';
import { retryAfterMs } from '@/lib/http/retry-after';
import { pauseMs } from '@/lib/http/retry';
import { scriptedServer, type Reply, type Received } from '@/lib/http/scripted-server';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function client(script: (received: Received, index: number) => Reply) {
  const server = await scriptedServer(script);
  const http = createHttpClient(`${server.url}/v2`);
  stops.push(server.stop);
  return { http, server };
}

const failureOf = async (sent: Promise<unknown>): Promise<HttpFailure> => {
  const error = await sent.then(() => null, (thrown: unknown) => thrown);
  if (!(error instanceof HttpFailure)) throw new Error(`no HttpFailure but ${String(error)}`);
  return error;
};

describe('what left and what did not', () => {
  test('a refused connection never sent anything', async () => {
    const { http, server } = await client(() => ({}));
    await server.stop();
    expect(await failureOf(http.send({ method: 'POST', path: '/orders', body: 'x' }))).toMatchObject({ kind: 'never-sent', reason: 'ECONNREFUSED' });
  });

  test('an unknown host never sent anything', async () => {
    const http = createHttpClient('http://no-such-host.invalid');
    expect((await failureOf(http.send({ method: 'POST', path: '/', body: 'x', attempts: 1 }))).kind).toBe('never-sent');
  });

  test('TLS that does not come about never sent anything', async () => {
    const { server } = await client(() => ({}));
    const http = createHttpClient(server.url.replace('http:', 'https:'));
    expect((await failureOf(http.send({ method: 'POST', path: '/', body: 'x', attempts: 1 }))).kind).toBe('never-sent');
    expect(server.requests).toHaveLength(0);
  });

  test('a hang-up after the request is an unknown outcome, and a POST is not repeated', async () => {
    const { http, server } = await client(() => 'hang-up');
    expect((await failureOf(http.send({ method: 'POST', path: '/orders', body: 'x' }))).kind).toBe('outcome-unknown');
    expect(server.requests).toHaveLength(1);
  });

  test('a hang-up on a kept-alive connection is an unknown outcome too', async () => {
    const { http, server } = await client((_, index) => (index === 1 ? { body: 'fine' } : 'hang-up'));
    await http.send({ method: 'GET', path: '/warm' });
    expect((await failureOf(http.send({ method: 'POST', path: '/orders', body: 'x' }))).kind).toBe('outcome-unknown');
    expect(server.requests).toHaveLength(2);
  });

  test('silence until the deadline is an unknown outcome', async () => {
    const { http } = await client(() => () => undefined);
    const failure = await failureOf(http.send({ method: 'POST', path: '/orders', body: 'x', deadlineMs: 80 }));
    expect(failure).toMatchObject({ kind: 'outcome-unknown', reason: 'deadline' });
  });

  test('an answer that trickles past the deadline is cut', async () => {
    const { http } = await client(() => (response) => void response.writeHead(200).write('{"da'));
    expect((await failureOf(http.send({ method: 'POST', path: '/orders', deadlineMs: 80 }))).kind).toBe('outcome-unknown');
  });

  test('nothing of address, header or body stands in the error', async () => {
    const { http } = await client(() => 'hang-up');
    const failure = await failureOf(http.send({ method: 'POST', path: '/secret-path', headers: { authorization: 'Bearer secret' }, body: 'secret' }));
    expect(JSON.stringify([Object.entries(failure), failure.message, String(failure.cause)])).not.toContain('secret');
  });
});

describe('caps', () => {
  test('more than 5 MB is not read', async () => {
    const { http } = await client(() => ({ body: Buffer.alloc(5 * 1024 * 1024 + 1) }));
    expect(await failureOf(http.send({ method: 'GET', path: '/big' }))).toMatchObject({ reason: 'body-too-large' });
  });

  test('5 MB exactly are', async () => {
    const { http } = await client(() => ({ body: Buffer.alloc(5 * 1024 * 1024) }));
    expect((await http.send({ method: 'GET', path: '/big' })).bytes).toHaveLength(5 * 1024 * 1024);
  });

  test('a redirect is an answer and not followed', async () => {
    const { http, server } = await client(() => ({ status: 302, headers: { location: '/elsewhere' } }));
    expect((await http.send({ method: 'GET', path: '/' })).status).toBe(302);
    expect(server.requests.map(({ path }) => path)).toEqual(['/v2/']);
  });

  test('only the configured address is asked', async () => {
    const { http, server } = await client(() => ({}));
    for (const path of ['@evil.example/', 'http://evil.example/', '.evil.example/']) await failureOf(http.send({ method: 'GET', path }));
    expect(server.requests).toHaveLength(0);
  });
});

describe('retries', () => {
  test('a GET survives two bad gateways', async () => {
    const { http, server } = await client((_, index) => ({ status: index < 3 ? 502 : 200 }));
    expect((await http.send({ method: 'GET', path: '/' })).status).toBe(200);
    expect(server.requests).toHaveLength(3);
  });

  test('a POST takes its 503 as it is', async () => {
    const { http, server } = await client(() => ({ status: 503 }));
    expect((await http.send({ method: 'POST', path: '/' })).status).toBe(503);
    expect(server.requests).toHaveLength(1);
  });

  test('Retry-After is obeyed', async () => {
    const { http, server } = await client((_, index) => (index === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {}));
    const startedAt = Date.now();
    expect((await http.send({ method: 'GET', path: '/' })).status).toBe(200);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    expect(server.requests).toHaveLength(2);
  });

  test('a POST turned away with 429 was not acted on, and is sent again after the wait', async () => {
    const { http, server } = await client((_, index) => (index === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {}));
    expect((await http.send({ method: 'POST', path: '/' })).status).toBe(200);
    expect(server.requests).toHaveLength(2);
  });

  test('a Retry-After longer than the caller waits goes back to the caller', async () => {
    const { http, server } = await client(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    expect((await http.send({ method: 'GET', path: '/' })).status).toBe(429);
    expect(server.requests).toHaveLength(1);
  });

  test('Retry-After comes as seconds or as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfterMs('7', now)).toBe(7_000);
    expect(retryAfterMs('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
    expect([retryAfterMs('9999999', now), retryAfterMs('Thu, 01 Jan 2099 00:00:00 GMT', now)]).toEqual([3_600_000, 3_600_000]);
    expect([retryAfterMs(null), retryAfterMs('soon'), retryAfterMs('-5')]).toEqual([null, null, null]);
  });

  test('pauses grow, are jittered and have an end', () => {
    expect([1, 2, 3, 10].map((attempt) => pauseMs(attempt, () => 1))).toEqual([200, 400, 800, 5_000]);
    expect(pauseMs(3, () => 0)).toBe(400);
  });
});

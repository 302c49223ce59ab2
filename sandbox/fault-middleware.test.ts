import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWorld } from './core.ts';
import { type Listening, listen } from './listen.ts';

const world = createWorld();
let server: Listening;
let acted: string[] = [];

beforeAll(async () => {
  const app = new Hono().post('/order', world.faults('airalo', 'order'), async (c) => {
    const form = await c.req.parseBody();
    acted.push(String(form.description));
    return c.json({ ok: true });
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
});
beforeEach(() => {
  world.reset();
  acted = [];
});
afterAll(() => server.stop());

function order(description: string) {
  const body = new FormData();
  body.set('description', description);
  return fetch(`http://127.0.0.1:${server.port}/order`, { method: 'POST', body });
}
const queue = (fault: Parameters<typeof world.faultQueue.add>[0]['fault'], match?: string) =>
  world.faultQueue.add({ service: 'airalo', operation: 'order', fault, ...(match === undefined ? {} : { match }) });

test('without a fault a request simply acts', async () => {
  expect(await (await order('a')).json()).toEqual({ ok: true });
});

test('a status fault answers instead of acting, once', async () => {
  queue({ kind: 'status', status: 503, body: { code: 9 }, headers: { 'X-Why': 'test' } });
  const refused = await order('a');
  expect([refused.status, await refused.json(), refused.headers.get('x-why')]).toEqual([503, { code: 9 }, 'test']);
  expect((await order('b')).status).toBe(200);
  expect(acted).toEqual(['b']);
});

test('hanging up happens before or after acting', async () => {
  queue({ kind: 'hang-up-before-acting' });
  await expect(order('a')).rejects.toThrow();
  expect(acted).toEqual([]);
  queue({ kind: 'act-then-hang-up' });
  await expect(order('b')).rejects.toThrow();
  expect(acted).toEqual(['b']);
});

test('garbage comes with status 200, after acting or instead', async () => {
  queue({ kind: 'garbage' });
  const answer = await order('a');
  expect([answer.status, answer.headers.get('content-type'), acted]).toEqual([200, 'text/html', ['a']]);
  await expect(answer.json()).rejects.toThrow();
  queue({ kind: 'garbage-before-acting', body: '{"data":' });
  expect(await (await order('b')).text()).toBe('{"data":');
  expect(acted).toEqual(['a']);
});

test('a rate limit is 429, with Retry-After only when asked for', async () => {
  queue({ kind: 'rate-limit', retryAfter: '7' });
  queue({ kind: 'rate-limit' });
  const [first, second] = [await order('a'), await order('a')];
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
});

test('a delay acts afterwards', async () => {
  queue({ kind: 'delay', ms: 60 });
  const start = performance.now();
  await order('a');
  expect(performance.now() - start).toBeGreaterThan(50);
  expect(acted).toEqual(['a']);
});

test('a fault with a match waits for its own request', async () => {
  queue({ kind: 'status', status: 500 }, 'order mine');
  expect((await order('order other')).status).toBe(200);
  expect((await order('order mine')).status).toBe(500);
});

test('a fault may be queued several times over', async () => {
  world.faultQueue.add({ service: 'airalo', operation: 'order', fault: { kind: 'status', status: 500 }, times: 2 });
  const statuses = [await order('a'), await order('b'), await order('c')].map(({ status }) => status);
  expect(statuses).toEqual([500, 500, 200]);
});

test('a fault may last a while of the sandbox clock, whatever the operation and however often it is met', async () => {
  world.faultQueue.add({ service: 'airalo', operation: '*', fault: { kind: 'status', status: 503 }, seconds: 1_800 });
  const statuses = async () => [(await order('a')).status, (await order('b')).status];
  expect(await statuses()).toEqual([503, 503]);
  world.advance(1_799_000);
  expect((await order('c')).status).toBe(503);
  expect(world.faultQueue.list()).toMatchObject([{ left: null }]);
  world.advance(1_000);
  expect(await statuses()).toEqual([200, 200]);
  expect(world.faultQueue.list()).toEqual([]);
});

test('a fault of one service leaves the others alone', async () => {
  world.faultQueue.add({ service: 'esimgo', operation: '*', fault: { kind: 'status', status: 503 }, seconds: 60 });
  expect((await order('a')).status).toBe(200);
});

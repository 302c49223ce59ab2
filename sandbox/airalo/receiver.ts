import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { listen } from '../listen.ts';

export interface Received {
  method: string;
  headers: Headers;
  text: string;
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** For tests: a shop's webhook address that keeps what comes and answers as told. */
export async function openReceiver() {
  const received: Received[] = [];
  const answers = { POST: 200, HEAD: 200 };
  const receiver = { received, answers, delayMs: 0 };
  const app = new Hono();
  app.all('*', async (c) => {
    const method = c.req.method === 'HEAD' ? 'HEAD' : 'POST';
    received.push({ method, headers: c.req.raw.headers, text: await c.req.text() });
    if (receiver.delayMs > 0) await wait(receiver.delayMs, undefined, { ref: false });
    return new Response(null, { status: answers[method] });
  });
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${server.port}/hooks/airalo`,
    posts: () => received.filter(({ method }) => method === 'POST'),
    bodies: () => received.filter(({ method }) => method === 'POST').map(({ text }): unknown => JSON.parse(text)),
    stop: () => server.stop(),
  });
}

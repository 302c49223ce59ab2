import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { type Sandbox, startSandbox } from './server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, webhookUrl: 'http://127.0.0.1:9/hook' });
});
afterAll(() => sandbox.stop());

test('every service listens at the address the controls name', async () => {
  const addresses: unknown = await (await fetch(`${sandbox.urls.controls}/addresses`)).json();
  expect(addresses).toEqual(sandbox.urls);
  for (const address of [sandbox.urls.controls, sandbox.urls.mail, sandbox.urls.stripe]) {
    expect((await fetch(address)).status).toBe(200);
  }
  expect((await fetch(`${sandbox.urls.airalo}/v2/packages`)).status).toBe(401);
});

test('a taken port is named and nothing is left listening', async () => {
  const blocker = await listen(new Hono(), { host: '127.0.0.1', port: 0 });
  const first = blocker.port - 3;
  await expect(startSandbox({ port: first })).rejects.toThrow(/EADDRINUSE.*:\d+/);
  await expect(fetch(`http://127.0.0.1:${first}/clock`)).rejects.toThrow();
  await blocker.stop();
});

import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAiraloState } from '../airalo/index.ts';
import type { World } from '../core.ts';
import { createWorld } from '../core.ts';
import { createEsimGoState } from '../esimgo/index.ts';
import { type Listening, listen } from '../listen.ts';
import { type MailServer, startMailServer } from '../mail/index.ts';
import { createMailbox } from '../mail/mailbox.ts';
import { createOnence } from '../onence/index.ts';
import { createStripeSandbox } from '../stripe/sandbox.ts';
import { createControls } from './index.ts';

let world: World;
let controls: Listening;
let smtp: MailServer;

beforeAll(async () => {
  world = createWorld();
  const mailbox = createMailbox(world);
  const stripe = createStripeSandbox(world);
  controls = await listen(createControls({ world, mailbox, stripe, airalo: createAiraloState(world), onence: createOnence(world), esimgo: createEsimGoState(world), addresses: () => ({ mail: 'here' }) }), { host: '127.0.0.1', port: 0 });
  smtp = await startMailServer(world, mailbox, { host: '127.0.0.1', port: 0 });
});
beforeEach(() => send('POST', '/reset'));
afterAll(async () => {
  await smtp.stop();
  await controls.stop();
});

function send(method: string, path: string, body?: unknown) {
  return fetch(`http://127.0.0.1:${controls.port}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
const get = async (path: string): Promise<unknown> => (await send('GET', path)).json();

function deliver(to: string, more: object = {}) {
  const transport = createTransport({ host: '127.0.0.1', port: smtp.port, ignoreTLS: true, auth: { user: 'any', pass: 'thing' } });
  return transport.sendMail({ from: 'Shop <shop@example.com>', to, subject: 'Your eSIM – ready', text: 'Plain', ...more });
}

test('a mail arrives with its headers, parts and pictures, and in the ledger', async () => {
  await deliver('ada@example.com', {
    headers: { 'X-Entity-Ref-ID': 'esim-1' },
    html: '<html><head></head><body><p>Grüße</p><img src="cid:qr"><a href="http://shop.test/x">Open</a></body></html>',
    attachments: [{ filename: 'qr.png', content: Buffer.from('89504e47', 'hex'), cid: 'qr', contentType: 'image/png' }],
  });
  await deliver('bob@example.com');
  const [message] = (await get('/mail/messages?to=ADA@example.com')) as { id: string; attachments: { url: string }[] }[];
  expect(message).toMatchObject({
    to: ['ada@example.com'], from: 'Shop <shop@example.com>', subject: 'Your eSIM – ready', headers: { 'x-entity-ref-id': 'esim-1' },
    attachments: [{ filename: 'qr.png', mimeType: 'image/png', bytes: 4 }],
  });
  const shown = await send('GET', `/mail/messages/${message?.id}/html`);
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await shown.text();
  expect(html).toContain('Grüße');
  expect(html).toContain(`src="${message?.attachments[0]?.url}"`);
  const picture = await send('GET', message?.attachments[0]?.url ?? '');
  expect(Buffer.from(await picture.arrayBuffer()).toString('hex')).toBe('89504e47');
  expect(await (await send('GET', `/mail/${message?.id}`)).text()).toContain('<iframe');
  expect(await get('/ledger?service=mail&type=email&reference=esim-1')).toMatchObject([
    { reference: 'esim-1', data: { to: ['ada@example.com'], subject: 'Your eSIM – ready', entityRef: 'esim-1' } },
  ]);
});

test('the mail server can refuse, hang up, or accept and hang up', async () => {
  const fault = (kind: object) => send('POST', '/faults', { service: 'mail', operation: 'deliver', fault: kind, match: 'carl@example.com' });
  await fault({ kind: 'status', status: 503 });
  await expect(deliver('carl@example.com')).rejects.toMatchObject({ responseCode: 451 });
  await fault({ kind: 'status', status: 550 });
  await expect(deliver('carl@example.com')).rejects.toMatchObject({ responseCode: 550 });
  await fault({ kind: 'hang-up-before-acting' });
  await expect(deliver('carl@example.com')).rejects.toThrow();
  expect(await get('/mail/messages?to=carl@example.com')).toEqual([]);
  await fault({ kind: 'act-then-hang-up' });
  await expect(deliver('carl@example.com')).rejects.toThrow();
  expect(await get('/mail/messages?to=carl@example.com')).toHaveLength(1);
});

test('markup in a subject is only text on the mail page', async () => {
  await deliver('eve@example.com', { subject: '<script>alert(1)</script>' });
  expect(await (await send('GET', '/mail')).text()).not.toContain('<script>');
});

test('faults are listed, refused when misspelt, and cleared', async () => {
  expect((await send('POST', '/faults', { service: 'airalo', operation: 'order', fault: { kind: 'explode' } })).status).toBe(400);
  expect((await send('POST', '/faults', { service: 'nobody', operation: 'order', fault: { kind: 'delay', ms: 1 } })).status).toBe(400);
  expect((await send('POST', '/faults', 'nonsense')).status).toBe(400);
  expect((await send('POST', '/faults', { service: 'airalo', operation: 'order', fault: { kind: 'delay', ms: 1 }, times: 3 })).status).toBe(201);
  expect(await get('/faults')).toMatchObject([{ service: 'airalo', operation: 'order', left: 3 }]);
  await send('DELETE', '/faults');
  expect(await get('/faults')).toEqual([]);
  const outage = { service: 'airalo', operation: '*', fault: { kind: 'status', status: 503 }, seconds: 60 };
  expect((await send('POST', '/faults', { ...outage, times: 2 })).status).toBe(400);
  expect((await send('POST', '/faults', { ...outage, seconds: 0 })).status).toBe(400);
  expect((await send('POST', '/faults', outage)).status).toBe(201);
  expect(await get('/faults')).toMatchObject([{ seconds: 60, left: null, untilMs: expect.any(Number) }]);
  await send('POST', '/clock/advance', { seconds: 60 });
  expect(await get('/faults')).toEqual([]);
});

test('the clock only moves forward, and reset brings it back', async () => {
  await send('POST', '/clock/advance', { seconds: 3600 });
  const { now } = (await get('/clock')) as { now: string };
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(3_590_000);
  expect((await send('POST', '/clock/advance', { ms: -1 })).status).toBe(400);
  await send('POST', '/reset');
  expect(Date.parse(((await get('/clock')) as { now: string }).now) - Date.now()).toBeLessThan(1_000);
});

test('settings are merged key by key and restored by reset', async () => {
  await send('PATCH', '/settings/stripe', { drop: { a: true } });
  expect(await (await send('PATCH', '/settings/stripe', { drop: { b: true }, duplicateEvery: 0 })).json()).toMatchObject({ drop: { a: true, b: true }, duplicateEvery: 0 });
  expect(await (await send('PATCH', '/settings/stripe', { drop: { a: null } })).json()).toMatchObject({ drop: { b: true } });
  await send('POST', '/reset');
  expect(await get('/settings/stripe')).toMatchObject({ drop: {}, duplicateEvery: 5 });
  expect((await send('GET', '/settings/nobody')).status).toBe(400);
});

test('a webhook can be sent to any address, signed', async () => {
  const answer = await send('POST', '/webhooks/airalo', { url: `http://127.0.0.1:${controls.port}/nowhere`, body: { a: 1 }, sign: { header: 'X-Sig', secret: 's', algorithm: 'sha512' } });
  expect(await answer.json()).toMatchObject({ status: 404 });
});

import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Listening, listen } from '../listen.ts';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

/** What clients of others are known to do, each as strict about types as they are; over real HTTP, with nothing of ours between. */
let shop: Organisation;
let server: Listening;
beforeEach(async () => {
  shop = createOrganisation();
  server = await listen(shop.app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

const call = (path: string, init: { method?: string; body?: string; accept?: string } = {}) =>
  fetch(`http://127.0.0.1:${server.port}/v2.4${path}`, {
    method: init.method ?? 'GET',
    headers: { 'x-api-key': shop.esimgo.settings.apiKey, Accept: init.accept ?? 'application/json', ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
const json = async (path: string, init: Parameters<typeof call>[1] = {}): Promise<unknown> => (await call(path, init)).json();
const post = (path: string, body: object) => json(path, { method: 'POST', body: JSON.stringify(body) });

test('§7.1 a shop orders with a capital `Order`, and one without the type of its item', async () => {
  const capital = await post('/orders', { type: 'transaction', assign: true, Order: [{ type: 'bundle', quantity: 1, item: BUNDLE, allowReassign: false }] });
  const untyped = await post('/orders', { type: 'transaction', assign: true, order: [{ item: BUNDLE, quantity: 1 }] });
  for (const answer of [capital, untyped]) expect(answer).toMatchObject({ status: 'completed', orderReference: expect.any(String), order: [{ esims: [{ iccid: expect.any(String) }] }] });
});

test('§8.2 a shop reads the path form with Accept */* by fixed positions, and asks again while there is only a header', async () => {
  shop.patch({ assignDelayMs: 60_000, pendingAs: 'header-only' });
  const { orderReference } = z.object({ orderReference: z.uuid() }).parse(await post('/orders', { type: 'transaction', assign: true, order: [{ item: BUNDLE, quantity: 1 }] }));
  const cells = async () => (await (await call(`/esims/assignments/${orderReference}`, { accept: '*/*' })).text()).trim().split(/[\n,]/);
  expect(await cells()).toHaveLength(5);
  shop.world.advance(60_000);
  const [iccid, matchingId, host] = (await cells()).slice(5);
  expect([iccid, matchingId, host]).toEqual([expect.stringMatching(/^\d{19}$/), expect.stringMatching(/^[A-Z0-9-]+$/), expect.stringMatching(/^[a-z0-9.-]+$/)]);
});

test('§6.1 a sync reads a thousand bundles a page until a page is short', async () => {
  const page = z.object({ bundles: z.array(z.object({ name: z.string(), price: z.number(), dataAmount: z.int(), duration: z.int(), roamingEnabled: z.array(z.object({ iso: z.string() })) })), pageCount: z.int() });
  const names = new Set<string>();
  for (let number = 1; ; number += 1) {
    const { bundles } = page.parse(await json(`/catalogue?page=${number}&perPage=1000`));
    for (const { name } of bundles) names.add(name);
    if (bundles.length < 1_000) break;
  }
  expect(names.size).toBe(shop.esimgo.catalogue.onSale().length);
});

test('§12 a typed client unmarshals the organisation in its wrapper, an eSIM with its time in milliseconds, networks and stock', async () => {
  const organisation = z.object({ name: z.string(), apiKey: z.string(), balance: z.int(), testCredit: z.int(), testCreditExpiry: z.iso.datetime().nullable(), groups: z.array(z.string()), users: z.array(z.object({ emailAddress: z.string() })) });
  expect(z.object({ organisations: z.array(organisation) }).parse(await json('/organisation')).organisations).toHaveLength(1);
  await post('/orders', { type: 'transaction', assign: false, order: [{ type: 'bundle', item: BUNDLE, quantity: 2 }] });
  expect(await json('/inventory')).toMatchObject({ bundles: [{ name: BUNDLE, desc: expect.any(String), countries: ['Portugal'], data: 1_000, duration: 7, unlimited: false }] });
  const { esims } = z.object({ esims: z.array(z.object({ iccid: z.string(), status: z.literal('ACTIVE'), bundle: z.string() })), applyReference: z.string() }).parse(await post('/esims/apply', { name: BUNDLE }));
  expect(z.object({ firstInstalledDateTime: z.int().nullable(), pin: z.string(), puk: z.string() }).parse(await json(`/esims/${esims[0]?.iccid}`)).firstInstalledDateTime).toBeNull();
  expect(await json('/networks?countries=Portugal&isos=FR')).toMatchObject({ countryNetworks: [{ name: 'FR' }, { name: 'PT' }] });
});

test('§7.5 an importer walks a fixed number of pages of `orders`, and finds eSIMs under the items of each', async () => {
  for (let count = 0; count < 5; count += 1) await post('/orders', { type: 'transaction', assign: true, order: [{ type: 'bundle', quantity: 1, item: BUNDLE }] });
  const orders = z.object({ orders: z.array(z.object({ orderReference: z.string(), order: z.array(z.object({ type: z.string(), item: z.string(), esims: z.array(z.object({ iccid: z.string() })).optional() })) })) });
  const iccids: string[] = [];
  for (let page = 1; page <= 6; page += 1) {
    const answer = orders.parse(await json(`/orders?includeIccids=true&limit=2&page=${page}`));
    iccids.push(...answer.orders.flatMap(({ order }) => order.flatMap(({ type, esims }) => (type === 'bundle' ? (esims ?? []).map(({ iccid }) => iccid) : []))));
  }
  expect(new Set(iccids).size).toBe(5);
});

test('§9.4 a refund asks for the balance without an offer, and takes any error for "not refundable"', async () => {
  const bought = await shop.buy();
  const revoke = () => call(`/esims/${bought.order[0]?.iccids?.[0]}/bundles/${BUNDLE}?refundToBalance=true&type=transaction`, { method: 'DELETE' });
  expect((await revoke()).ok).toBe(false);
  shop.patch({ refundsToBalance: true });
  expect((await revoke()).ok).toBe(true);
  expect(shop.esimgo.settings.balance).toBe(100_000);
});

test('§7.7 a top-up checks, tries, buys and waits for its own assignment on the same profile', async () => {
  const bought = await shop.buy();
  const esim = bought.order[0]?.esims?.[0];
  expect(await json(`/esims/${esim?.iccid}/compatible/${BUNDLE}`)).toEqual({ compatible: true });
  const body = { assign: true, order: [{ type: 'bundle', quantity: 1, item: BUNDLE, iccids: [esim?.iccid], allowReassign: false }] };
  expect(await post('/orders', { type: 'validate', ...body })).toMatchObject({ valid: true, order: [{ AllowReassign: false }] });
  const { orderReference, order } = z.object({ orderReference: z.string(), order: z.array(z.object({ esims: z.array(z.unknown()) })) }).parse(await post('/orders', { type: 'transaction', ...body }));
  expect(order[0]?.esims).toEqual([esim]);
  const { bundles } = z.object({ bundles: z.array(z.object({ assignments: z.array(z.object({ assignmentReference: z.string(), bundleState: z.string() })) })) }).parse(await json(`/esims/${esim?.iccid}/bundles?includeUsed=true&limit=50`));
  expect(bundles[0]?.assignments).toContainEqual(expect.objectContaining({ assignmentReference: `${orderReference}-0`, bundleState: 'queued' }));
});

test('§14.1 a receiver compares 44 characters of base64 in constant time, and reads the digits of an ICCID from the raw text', async () => {
  const seen: { iccid: string | undefined; isGood: boolean }[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const expected = Buffer.from(createHmac('sha256', shop.esimgo.settings.apiKey).update(raw).digest('base64'));
      const given = Buffer.from(String(request.headers['x-signature-sha256'] ?? ''));
      seen.push({ iccid: /"iccid":"?(\d+)/.exec(raw.toString())?.[1], isGood: given.length === 44 && timingSafeEqual(given, expected) });
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  shop.patch({ callbackUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`, callbackIccid: 'number' });
  const iccid = (await shop.buy()).order[0]?.iccids?.[0] ?? '';
  await shop.use(iccid, 1);
  expect(seen).toEqual([{ iccid, isGood: true }, { iccid, isGood: true }]);
  receiver.close();
});

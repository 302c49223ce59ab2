import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSigned } from '@/lib/providers/airalo/webhook-signature';
import { readWebhook } from '@/lib/providers/airalo/read-webhook';
import { mutationsOf } from '@/tests/mutations';

const SECRET = 'test_secret';
const config = { clientId: 'client', clientSecret: SECRET, apiUrl: 'https://partners-api.airalo.com', brandName: null, ordersPerSecond: null };
const ICCID = '8935100000000000017';
const REFERENCE = `sf${'0123456789'.repeat(4)}`;
const sign = (text: string, key = SECRET) => createHmac('sha512', key).update(text).digest('hex');
const send = (raw: string, signature: string | undefined = sign(raw), now?: Date) => readWebhook(config, { rawBody: Buffer.from(raw), headers: signature === undefined ? {} : { 'airalo-signature': signature } }, now);
const noticesOf = async (body: object) => (await send(JSON.stringify(body)))?.notices;

describe('the signature (§11.6)', () => {
  test('is that of the published example', () => {
    expect(sign('{"key":"value"}')).toMatch(/^dbcda7872bdfde3ec60c0fc59c4a4482/);
  });

  const body = { link: 'https://a/b', name: 'Straße' };
  test.each([
    ['the very bytes', '{ "link":"https://a/b" ,"name":"Straße"}', (raw: string) => raw],
    ['the same JSON, written compactly', '{ "link" : "https://a/b", "name": "Straße" }', () => JSON.stringify(body)],
    ['with slashes escaped', JSON.stringify(body), () => JSON.stringify(body).replaceAll('/', '\\/')],
    ['with slashes and letters escaped, as PHP does', JSON.stringify(body), () => JSON.stringify(body).replaceAll('/', '\\/').replace('ß', '\\u00df')],
    ['in capitals', JSON.stringify(body), (raw: string) => raw],
  ])('over %s is theirs', async (what, raw, signed) => {
    const signature = sign(signed(raw));
    expect(await send(raw, what === 'in capitals' ? signature.toUpperCase() : signature)).not.toBeNull();
  });

  test.each([['none', undefined], ['an empty one', ''], ['one of another key', sign('{"level":"90%"}', 'other')], ['one of another body', sign('{}')], ['SHA-256', createHmac('sha256', SECRET).update('{"level":"90%"}').digest('hex')]])(
    '%s is nobody’s', async (_what, signature) => {
      expect(await readWebhook(config, { rawBody: Buffer.from('{"level":"90%"}'), headers: signature === undefined ? {} : { 'airalo-signature': signature } })).toBeNull();
    },
  );

  test('is looked for in the order of likelihood: the bytes first, then the rewritings', () => {
    const rawBody = Buffer.from('{ "link": "https://a/b", "name": "Straße" }');
    const parsed: unknown = JSON.parse(rawBody.toString());
    const as = (text: string | Buffer, raw = rawBody) => findSigned({ rawBody: raw, body: parsed, secret: SECRET, signature: createHmac('sha512', SECRET).update(text).digest('hex') });
    const compact = JSON.stringify(parsed);
    const slashes = compact.replaceAll('/', '\\/');
    expect([rawBody, compact, slashes, slashes.replace('ß', '\\u00df')].map((text) => as(text))).toEqual(['bytes', 'compact', 'slashes-escaped', 'ascii']);
    expect(as(compact, Buffer.from(compact))).toBe('bytes');
  });

  test('no other bytes pass with it', async () => {
    const raw = JSON.stringify({ level: '90%', iccid: ICCID });
    await fc.assert(fc.asyncProperty(fc.nat(raw.length - 1), fc.integer({ min: 32, max: 126 }), async (at, code) => {
      const other = `${raw.slice(0, at)}${String.fromCharCode(code)}${raw.slice(at + 1)}`;
      const read = await send(other, sign(raw));
      expect(read === null || other === raw).toBe(true);
    }));
  });
});

describe('what is claimed (§11.4)', () => {
  test.each([['75%', 'usage-low'], ['90%', 'usage-low'], ['3days', 'expiring'], ['1days', 'expiring']])('level %s is %s', async (level, kind) => {
    expect(await noticesOf({ level, package_name: 'x', remaining_percentage: 10, iccid: ICCID })).toEqual([{ kind, iccid: ICCID }]);
    expect(await noticesOf({ level, iccid: 893_510_000_000_000_000 })).toEqual([{ kind, iccid: '893510000000000000' }]);
  });

  test('a credit limit is a low balance', async () => {
    expect(await noticesOf({ message: 'Surpassed 80% of the credit limit balance', remaining: 225.35 })).toEqual([{ kind: 'balance-low' }]);
  });

  test('an order that settled names our reference where it is told, wherever the request id stands', async () => {
    const order = { id: 512_003, code: 'x', description: `order | ${REFERENCE} | 1 x 1 GB`, sims: [{ iccid: ICCID, lpa: 'secret' }] };
    const claim = [{ kind: 'purchase-settled', reference: REFERENCE, providerOrderId: '512003' }];
    expect(await noticesOf({ request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: order, meta: {} })).toEqual(claim);
    expect(await noticesOf({ data: { ...order, request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf' } })).toEqual(claim);
    expect(await noticesOf({ request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: { reason: 'Insufficient stock' } })).toEqual([{ kind: 'purchase-settled', reference: null, providerOrderId: null }]);
  });

  test.each([
    ['beside the data', { request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: { reason: 'Insufficient stock', code: 33 } }], ['in the data', { data: { request_id: '-3VbT9xQ-ZpL2mN8rY_sD1cWf', reason: 'Insufficient stock' } }],
    ['with the reason at the root', { request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', code: 11, reason: 'credit' }], ['with nothing else', { request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: [] }],
  ])('an order that failed, its request id %s, settled with no order to it', async (_where, body) => {
    expect(await noticesOf(body)).toEqual([{ kind: 'purchase-settled', reference: null, providerOrderId: null }]);
  });

  test('an order that stands at the root, with keys nobody knows, without meta, is one all the same', async () => {
    const order = { id: '512003', description: `order | ${REFERENCE} | x`, sims: [], 0: { data: { text: null, voice: null } } };
    const claim = [{ kind: 'purchase-settled', reference: REFERENCE, providerOrderId: '512003' }];
    expect(await noticesOf({ request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', ...order })).toEqual(claim);
    expect(await noticesOf({ request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: order })).toEqual(claim);
  });

  test('a failure and a success of one request are two messages, a repeat of either is one', async () => {
    const keyOf = async (data: object) => (await send(JSON.stringify({ request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data })))?.deliveryKey;
    expect(await keyOf({ reason: 'x' })).not.toBe(await keyOf({ id: 5 }));
    expect(await keyOf({ id: 5, sims: [] })).toBe(await keyOf({ sims: [], id: 5 }));
  });

  test('a name of an event is not what tells it: it is the shape', async () => {
    expect(await noticesOf({ event: 'order.completed', type: 'sim.activated', level: '75%', iccid: ICCID })).toEqual([{ kind: 'usage-low', iccid: ICCID }]);
  });

  test('anything else of theirs is kept as unknown', async () => {
    expect(await noticesOf({ something: 'new' })).toEqual([{ kind: 'unknown' }]);
    expect((await send('[1,2'))?.notices).toEqual([{ kind: 'unknown' }]);
  });
});

describe('a repeat (§11.5)', () => {
  const low = JSON.stringify({ level: '90%', iccid: ICCID });
  const keyAt = async (raw: string, day: string) => (await send(raw, sign(raw), new Date(`${day}T10:00:00Z`)))?.deliveryKey;

  test('is the same delivery; another level, or the same on another day, is not', async () => {
    expect(await keyAt(low, '2026-06-01')).toBe(await keyAt(low, '2026-06-01'));
    expect(await keyAt(low, '2026-06-01')).not.toBe(await keyAt(low, '2026-06-02'));
    expect(await keyAt(low, '2026-06-01')).not.toBe(await keyAt(JSON.stringify({ level: '75%', iccid: ICCID }), '2026-06-01'));
  });

  test('of an order is known by its request, however it is written', async () => {
    const order = JSON.stringify({ request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: { id: 5 } });
    expect(await keyAt(order, '2026-06-01')).toBe(await keyAt(`${order} `, '2026-06-02'));
  });
});

test('two hundred bodies gone wrong are nobody’s, unknown or a claim, and never a crash', async () => {
  for (const good of [{ level: '90%', iccid: ICCID }, { request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: { id: 5, description: REFERENCE } }, { message: 'x', remaining: 1 }]) {
    for (const raw of mutationsOf(good, 200)) expect(await send(raw)).toMatchObject({ notices: expect.any(Array) });
  }
});

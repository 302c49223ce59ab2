import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { accessDenied, BUNDLE, collect, ICCID, installed, organisation, REFERENCE, scriptedAccount, wholeOf } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

type Plain = Exclude<Reply, (...given: never[]) => unknown>;
async function account(script: (received: Received, index: number) => Reply) {
  const made = await scriptedAccount((received, index) => (received.path === '/organisation' ? { body: organisation } : script(received, index)));
  stops.push(made.stop);
  return made;
}
const JSON_BODY = { message: 'words of theirs' };

describe('a read that is refused (§3)', () => {
  test.each<[string, Plain, string]>([
    ['400', { status: 400, body: JSON_BODY }, 'rejected'], ['401 as text under a key that is good', { status: 401, body: 'nope' }, 'rejected'], ['403 about an ICCID', { status: 403, body: { message: 'ICCID not accessible' } }, 'rejected'],
    ['404, which v2.4 does not have', { status: 404, body: '' }, 'rejected'], ['410', { status: 410, body: JSON_BODY }, 'rejected'], ['429 that says when', { status: 429, headers: { 'retry-after': '60' }, body: { message: 'Rate limit exceeded' } }, 'rate-limited'],
    ['500', { status: 500, body: JSON_BODY }, 'unavailable'], ['503 that says when', { status: 503, headers: { 'retry-after': '60' }, body: '' }, 'unavailable'], ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'bad-response'], ['418', { status: 418, body: '' }, 'bad-response'],
  ])('with %s is told in our words', async (_what, reply, code) => {
    const { support } = await account(() => reply);
    await expect(support.readSighting?.(ICCID)).rejects.toMatchObject({ code });
  });

  test.each<[string, unknown]>([['JSON', JSON_BODY], ['text', 'words of theirs'], ['bytes that are not UTF-8', Buffer.from([0xe2, 0x28, 0xa1, 0x77])], ['markup', '<b>words</b>'], ['nothing', '']])('as %s is read all the same', async (_what, body) => {
    const { support } = await account(() => ({ status: 400, body }));
    const error: unknown = await support.readSighting?.(ICCID).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'rejected', message: expect.not.stringContaining('<') });
  });

  test('with access denied is told apart by trying the key: not ours, or no key of ours', async () => {
    const { support, provider } = await account(() => accessDenied);
    for (const call of [() => support.readSighting?.(ICCID), () => provider.readEsim(ICCID), () => provider.readPurchase(REFERENCE), () => support.readBundle?.(ICCID, BUNDLE)]) {
      await expect(call()).rejects.toMatchObject({ code: 'rejected' });
    }
    const locked = await scriptedAccount(() => accessDenied);
    stops.push(locked.stop);
    await expect(locked.provider.readEsim(ICCID)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('waits as long as 503 asks, and no longer than it may', async () => {
    const { support, asked } = await account((_, index) => (index === 1 ? { status: 503, headers: { 'retry-after': '1' } } : { body: { country: 'FR' } }));
    expect(await support.readSighting?.(ICCID)).toMatchObject({ countryCode: 'FR' });
    expect(asked()).toHaveLength(2);
  });
});

test('an order reference nobody knows is refused, with 403 as with 400 (§7.6)', async () => {
  for (const reply of [accessDenied, { status: 400, body: { message: 'unknown order' } }, { status: 404, body: '' }] satisfies Plain[]) {
    await expect((await account(() => reply)).provider.readPurchase(REFERENCE)).rejects.toMatchObject({ code: 'rejected' });
  }
});

test('a status of an order that nobody has seen yet is not yet ready (§7.3)', async () => {
  for (const status of ['processing', 'PENDING', 'queued-for-something']) {
    const order = { orderReference: REFERENCE, order: [{ type: 'bundle', item: BUNDLE, quantity: 1, esims: [] }], status };
    const { provider } = await account(({ path }) => (path.startsWith('/orders') ? { body: order } : { status: 503, body: '' }));
    expect(await provider.readPurchase(REFERENCE)).toMatchObject({ status: 'preparing', providerOrderId: REFERENCE });
  }
});

test('addresses in answers are never asked, and no redirect is followed', async () => {
  const elsewhere = await scriptedServer(() => ({ body: {} }));
  stops.push(elsewhere.stop);
  const url = `${elsewhere.url}/secret`;
  const bundle = { name: BUNDLE, description: url, imageUrl: url, countries: [{ name: 'France', iso: 'FR', region: url }], dataAmount: 5000, duration: 30, price: 4.85 };
  const { provider, support } = await account(({ path }) => {
    if (path.includes('/history')) return { status: 307, headers: { location: url } };
    return { body: { ...installed, appleInstallUrl: url, installUrl: url, rspUrl: url, country: url, bundles: [bundle], pageCount: 1, countryNetworks: [{ name: url, networks: [{ name: url }] }], esims: [], links: { next: url } } };
  });
  await collect(provider.listPlans());
  await collect(support.listEsims?.());
  await provider.readEsim(ICCID);
  await support.readSighting?.(ICCID);
  await support.listNetworks?.(['FR']);
  await expect(support.readHistory?.(ICCID)).rejects.toMatchObject({ code: 'bad-response' });
  expect(elsewhere.requests).toEqual([]);
});

test('the key stands in one header of every call, and in no address and no error (§2)', async () => {
  const { support, server } = await account(() => ({ status: 500, body: 'no' }));
  const error: unknown = await support.refreshNetwork?.(ICCID).catch((thrown: unknown) => thrown);
  const key = server.requests[0]?.headers['x-api-key'];
  expect(key).toMatch(/^[\w-]{36}$/);
  expect(server.requests[0]?.path).not.toContain(key);
  expect(wholeOf(error)).not.toContain(key);
});

test('what charges our saved card is not there to be called (§12)', async () => {
  const { provider, support } = await account(() => ({ body: {} }));
  expect([...Object.keys(provider), ...Object.keys(support)].filter((name) => /topupbalance|charge|card/i.test(name))).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { accessDenied, BUNDLE, ICCID, KEY, organisation, REFERENCE, scriptedAccount, wholeOf } from '@/lib/providers/esimgo/scripted-account';
import type { EsimProvider } from '@/lib/providers/provider';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const wish = () => ({ reference: 'sf00', orderId: randomUUID(), iccid: ICCID, providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date() });
const CALLS: [string, (provider: EsimProvider) => Promise<unknown> | undefined][] = [
  ['the quote of a purchase', (provider) => provider.purchase(wish())],
  ['the quote of a top-up', (provider) => provider.topUp?.(wish())],
  ['a reading of one eSIM', (provider) => provider.readEsim(ICCID)],
  ['a reading of one order', (provider) => provider.readPurchase(REFERENCE)],
  ['a change to one eSIM', (provider) => provider.support?.refreshNetwork?.(ICCID)],
];

/** What the call comes to when it is refused like a bad key, and the account answers so. */
async function failureOf(call: (provider: EsimProvider) => Promise<unknown> | undefined, account: Reply): Promise<unknown> {
  const made = await scriptedAccount(({ path }): Reply => (path === '/organisation' ? account : path.includes('/compatible/') ? { body: { compatible: true } } : accessDenied));
  stops.push(made.stop);
  const failure = await Promise.resolve(call(made.provider)).then(() => 'answered', (error: unknown) => error);
  expect(made.asked()).toContain('GET /organisation');
  expect(made.server.requests.filter(({ body }) => body.includes('"transaction"'))).toEqual([]);
  return failure;
}

const [mine] = organisation.organisations;
const holdingTheKey = { message: `words of theirs about ${KEY}` };
const NOT_TOLD: [string, Reply, object][] = [
  ['is cut off', { body: JSON.stringify(organisation).slice(0, -2) }, { code: 'unavailable' }],
  ['holds no organisation', { body: { organisations: [], apiKey: KEY } }, { code: 'unavailable' }],
  ['names no currency', { body: { organisations: [{ ...mine, currency: null }] } }, { code: 'unavailable' }],
  ['is a redirect', { status: 302, body: organisation }, { code: 'unavailable' }],
  ['is 400', { status: 400, body: holdingTheKey }, { code: 'unavailable' }],
  ['is 404', { status: 404, body: holdingTheKey }, { code: 'unavailable' }],
  ['is 410', { status: 410, body: holdingTheKey }, { code: 'unavailable' }],
  ['is 429', { status: 429, headers: { 'retry-after': '60' }, body: holdingTheKey }, { code: 'rate-limited', provider: { retryAfterMs: 60_000 } }],
  ['is 503', { status: 503, headers: { 'retry-after': '60' }, body: holdingTheKey }, { code: 'unavailable', provider: { retryAfterMs: 60_000 } }],
  ['is lost', 'hang-up', { code: 'unavailable' }],
];

describe.each(CALLS)('when %s is refused like a bad key', (_what, call) => {
  test.each(NOT_TOLD)('and the answer about our account %s, it is asked again later, and the error holds nothing of that answer', async (_how, account, expected) => {
    const failure = await failureOf(call, account);
    expect(failure).toMatchObject({ ...expected, retryable: true });
    expect(failure).not.toHaveProperty('provider.rawAnswer');
    expect(wholeOf(failure)).not.toContain(KEY);
  });

  test('and our account opens, the call is refused for good; if it does not, the key is bad', async () => {
    expect(await failureOf(call, { body: organisation })).toMatchObject({ code: 'rejected' });
    expect(await failureOf(call, accessDenied)).toMatchObject({ code: 'unauthorized' });
  });
});

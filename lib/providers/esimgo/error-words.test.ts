import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { BUNDLE, ICCID, installed, KEY, REFERENCE, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const wish = () => ({ reference: 'sf00', orderId: randomUUID(), providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date() });
const quote = { total: 4.85, valid: true, currency: 'USD' };
const CODE = 'AAAAA-BBBBB-CCCCC-DDDDD';
const SECRETS = [CODE, 'JQ-ABCDEF-1234567', 'JQ-ABCDEF-GHIJKLM', 'LPA:1$', KEY, '12345678', ICCID];

async function account(reply: Reply) {
  const made = await scriptedAccount(({ path, body }) => (path === '/organisation' ? { status: 403, body: 'access denied' } : body.includes('"validate"') ? { body: quote } : reply));
  stops.push(made.stop);
  return made;
}
const failure = (call: Promise<unknown> | undefined): Promise<{ code: string; message: string }> =>
  Promise.resolve(call).then(() => ({ code: 'none', message: '' }), (error: unknown) => error as { code: string; message: string });

describe('no activation code and no key ever stands in the message of an error', () => {
  const profile = { ...installed, matchingId: CODE };
  const BODIES: [string, unknown][] = [
    ['an eSIM as JSON', profile], ['an eSIM as cut JSON', JSON.stringify(profile).slice(0, -1)], ['a list', [profile]], ['a list that is cut', `[${JSON.stringify(profile)}`], ['markup', `<p>${CODE} ${KEY}</p>`], ['a text as JSON', JSON.stringify(`LPA:1$rsp.example.io$${CODE}`)],
    ['text', `profile LPA:1$rsp.example.io$${CODE} and JQ-ABCDEF-1234567, PUK 12345678`], ['a message', { message: `key ${KEY} may not see ${CODE} or JQ-ABCDEF-GHIJKLM of ${ICCID}` }], ['a message that is an object', { message: profile }],
  ];
  test.each(BODIES)('when the answer is %s', async (_what, body) => {
    for (const status of [200, 302, 400, 403, 404, 418, 429, 500, 503]) {
      const { provider, support } = await account({ status, body, headers: { 'retry-after': '600' } });
      const calls = [provider.purchase(wish()), provider.readEsim(ICCID), support.readHistory?.(ICCID), support.applyStock?.(ICCID, BUNDLE), support.readQrCodes?.(REFERENCE), support.refreshNetwork?.(ICCID)];
      for (const { message } of await Promise.all(calls.map(failure))) for (const secret of SECRETS) expect(message, `${status}`).not.toContain(secret);
    }
  });
});

test('what they say in words is told, by message or as text; other JSON and markup leave the status alone', async () => {
  const messageOf = async (body: unknown) => (await failure((await account({ status: 400, body })).support.readHistory?.(ICCID))).message;
  expect(await messageOf({ message: 'ICCID not found in esim_5GB_30D_FR_V2' })).toMatch(/^esimgo: rejected \(400: ICCID not found in/);
  expect(await messageOf('failed to parse request body')).toBe('esimgo: rejected (400: failed to parse request body)');
  for (const body of [{ reason: 'words' }, '["words"]', '{"cut": "words', '<b>words</b>', '"words"', '']) expect(await messageOf(body)).toBe('esimgo: rejected (400)');
});

describe('what their words mean', () => {
  const buying = async (status: number, body: unknown) => (await failure((await account({ status, body })).provider.purchase(wish()))).code;

  test('only talk of money is want of money', async () => {
    for (const message of ['insufficient balance', 'Insufficient funds', 'not enough credit', 'Failed to process Order. No payment taken.']) expect(await buying(400, { message })).toBe('out-of-funds');
    for (const message of ['Insufficient number of iccids', 'insufficient permissions', 'insufficient detail']) expect(await buying(400, { message })).toBe('rejected');
  });

  test('a service that is unavailable is no plan that is gone: nothing is read, and what was sent is looked up', async () => {
    const made = await account({ status: 400, body: { message: 'Service unavailable' } });
    expect(await failure(made.provider.purchase(wish()))).toMatchObject({ code: 'outcome-unknown' });
    expect(await failure(made.support.readHistory?.(ICCID))).toMatchObject({ code: 'unavailable' });
  });

  test('a bundle that does not fit, or iccids that do not, are no plan that is gone', async () => {
    for (const message of ['Bundle is not compatible with the eSIM', 'Number of iccids must match quantity', 'Insufficient number of iccids']) {
      expect(await failure((await account({ status: 400, body: { message } })).provider.purchase(wish()))).toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'invalid-request' } } });
    }
    for (const message of ['no bundles available', 'no available bundles left', 'bundle not found', 'this bundle is unavailable']) {
      expect(await failure((await account({ status: 400, body: { message } })).provider.purchase(wish()))).toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } });
    }
  });

  test('an order answered with 503 in words is understood; only what nobody can read is kept for a person', async () => {
    const kept = async (status: number, body: unknown) => (await failure((await account({ status, body })).provider.purchase(wish()))) as { code: string; provider?: { rawAnswer?: string } };
    for (const body of ['processing; try again later', { message: 'processing' }, '']) expect((await kept(503, body)).provider?.rawAnswer).toBeUndefined();
    expect(await kept(502, '<html>gone</html>')).toMatchObject({ code: 'outcome-unknown', provider: { rawAnswer: '<html>gone</html>' } });
    expect(await kept(418, { message: 'a teapot' })).toMatchObject({ code: 'bad-response', provider: { rawAnswer: '{"message":"a teapot"}' } });
  });
});

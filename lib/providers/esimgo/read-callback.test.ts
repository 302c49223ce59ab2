import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCallback } from '@/lib/providers/esimgo/read-callback';
import { mutationsOf } from '@/tests/mutations';

const KEY = 'the-api-key';
const ICCID = '8943108167000000021';
const config = { apiKey: KEY, apiUrl: 'https://api.esim-go.com/v2.4', ratePerSecond: 10, orderSpacingMs: 0 };
const sign = (raw: string, encoding: 'base64' | 'hex' = 'base64', key = KEY) => createHmac('sha256', key).update(raw).digest(encoding);
const send = (raw: string, signature: string | undefined = sign(raw)) => readCallback(config, { rawBody: Buffer.from(raw), headers: signature === undefined ? {} : { 'x-signature-sha256': signature } });
const noticesOf = async (raw: string) => (await send(raw))?.notices;
const usage = { iccid: ICCID, alertType: 'Utilisation', bundle: { id: '215009266', initialQuantity: 5_000_000_000, remainingQuantity: 2_500_000_000, unlimited: false } };

describe('the signature (§14.1)', () => {
  const raw = JSON.stringify(usage);
  test.each(['base64', 'hex'] as const)('as %s is theirs', async (encoding) => {
    expect(await send(raw, sign(raw, encoding))).not.toBeNull();
  });

  test('of version 2 is none, and nobody’s', async () => {
    expect(await readCallback(config, { rawBody: Buffer.from(raw), headers: {} })).toBeNull();
  });

  test.each([['of another key', sign(raw, 'base64', 'other')], ['of other bytes', sign(`${raw} `)], ['cut short', sign(raw).slice(0, 43)], ['empty', ''], ['hex of SHA-512', createHmac('sha512', KEY).update(raw).digest('hex')]])('%s is nobody’s', async (_what, signature) => {
    expect(await send(raw, signature)).toBeNull();
  });
});

describe('what is claimed (§14.2)', () => {
  test.each([
    ['Utilisation', 'usage-low'], ['FirstUse', 'usage-changed'], ['FirstAttachment', 'usage-changed'], ['CountryChange', 'unknown'], ['MSISDNEnabled', 'unknown'], ['Something', 'unknown'],
  ])('%s is %s', async (alertType, kind) => {
    expect(await noticesOf(JSON.stringify({ ...usage, alertType }))).toEqual([kind === 'unknown' ? { kind } : { kind, iccid: ICCID }]);
  });

  test.each(['esim.deletion_scheduled', 'esim.deleted'])('%s has an event and a date instead of a type', async (event) => {
    expect(await noticesOf(JSON.stringify({ date: '2026-08-01T00:00:00Z', event, iccid: ICCID }))).toEqual([{ kind: 'usage-changed', iccid: ICCID }]);
    expect(await noticesOf(`{"date":"2026-08-01T00:00:00Z","event":"${event}","iccid":${ICCID}}`)).toEqual([{ kind: 'usage-changed', iccid: ICCID }]);
    expect(await noticesOf(JSON.stringify({ event }))).toEqual([{ kind: 'unknown' }]);
  });

  test('FirstAttachment says no more than which eSIM', async () => {
    expect(await noticesOf(JSON.stringify({ alertType: 'FirstAttachment', iccid: ICCID }))).toEqual([{ kind: 'usage-changed', iccid: ICCID }]);
  });

  test.each([
    ['CountryChange', { country: { code: 'FR', name: 'France' } }], ['MSISDNEnabled', { msisdn: '33600000000', timestamp: 1 }], ['MSISDNDisabled', { timestamp: 1 }], ['SMSFailed', { msisdn: null }], ['SomethingNew', {}], ['', {}],
  ])('%j is accepted, and changes nothing', async (alertType, more) => {
    const received = await send(JSON.stringify({ iccid: ICCID, alertType, ...more }));
    expect(received).toEqual({ deliveryKey: expect.stringMatching(/^[0-9a-f]{64}$/), notices: [{ kind: 'unknown' }] });
  });

  test('our balance is named without any eSIM', async () => {
    expect(await noticesOf(JSON.stringify({ alertType: 'LowBalance', balanceInfo: { balance: 10.5, threshold: 50, thresholdPercentRemaining: 21 } }))).toEqual([{ kind: 'balance-low' }]);
  });

  test.each(['Topup', 'AutoTopup', 'eSIMGoTopup', 'LowBalance', 'InsufficientBalance'])('%s is about our balance', async (alertType) => {
    expect(await noticesOf(JSON.stringify({ alertType, bundle: { oldAmount: 1, newAmount: 2 } }))).toEqual([{ kind: 'balance-low' }]);
  });

  test('an ICCID written as a number keeps all its digits', async () => {
    expect(Number.isSafeInteger(Number(ICCID))).toBe(false);
    expect(await noticesOf(`{"iccid": ${ICCID},"alertType":"Utilisation"}`)).toEqual([{ kind: 'usage-low', iccid: ICCID }]);
    expect(await noticesOf(`{"iccid":${ICCID},"alertType":"Utilisation","bundle":{"iccid":8943108167000000099}}`)).toEqual([{ kind: 'unknown' }]);
  });

  test('no callback tells that an order is done: there is none for orders (§1.13)', async () => {
    const types = ['Utilisation', 'FirstUse', 'FirstAttachment', 'CountryChange', 'Topup', 'LowBalance', 'MSISDNEnabled', 'OrderCompleted', 'order.completed'];
    const all = await Promise.all(types.map((alertType) => noticesOf(JSON.stringify({ ...usage, alertType, orderReference: 'x', status: 'completed' }))));
    expect(all.flat().filter((notice) => notice?.kind === 'purchase-settled')).toEqual([]);
  });

  test('the same bytes are the same delivery, others are not', async () => {
    const [one, again, other] = await Promise.all([send('{"alertType":"x"}'), send('{"alertType":"x"}'), send('{"alertType":"x" }')]);
    expect(one?.deliveryKey).toBe(again?.deliveryKey);
    expect(one?.deliveryKey).not.toBe(other?.deliveryKey);
  });
});

test('two hundred bodies gone wrong are unknown or a claim, and never a crash', async () => {
  for (const raw of mutationsOf(usage, 220)) expect(await send(raw)).toMatchObject({ notices: expect.any(Array) });
});

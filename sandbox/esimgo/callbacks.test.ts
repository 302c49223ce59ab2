import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Listening, listen } from '../listen.ts';
import { topUpBalance } from './balance.ts';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;
const KEY = 'sandbox-esimgo-key-0123456789abcdef';

interface Callback {
  alertType?: string;
  event?: string;
  iccid?: string;
  bundle?: Record<string, unknown>;
  balanceInfo?: Record<string, unknown>;
}

let shop: Organisation;
let receiver: Listening;
let answer: number;
let answersLate: number;
let received: { text: string; signature: string | undefined }[];

beforeEach(async () => {
  [answer, answersLate, received] = [200, 0, []];
  const app = new Hono();
  app.post('/hook', async (c) => {
    received.push({ text: await c.req.text(), signature: c.req.header('X-Signature-SHA256') });
    if (answersLate > 0) await wait(answersLate);
    return c.body(null, answer as 200);
  });
  receiver = await listen(app, { host: '127.0.0.1', port: 0 });
  shop = createOrganisation();
  shop.patch({ callbackUrl: `http://127.0.0.1:${receiver.port}/hook`, firstUseAfterMs: 36_500 * DAY });
});
afterEach(async () => {
  shop.esimgo.callbacks.timers.clear();
  await receiver.stop();
});

const bodies = () => received.map(({ text }) => JSON.parse(text) as Callback);
const kinds = () => bodies().map(({ alertType, event }) => alertType ?? event);
const newEsim = async () => (await shop.buy()).order[0]?.iccids?.[0] ?? '';
const later = async (ms: number) => {
  shop.world.advance(ms);
  await shop.esimgo.callbacks.settled();
};

test('§14.1 a callback of version 3 tells of the bundle and is signed with the key over its bytes', async () => {
  const { order, orderReference } = await shop.buy();
  const iccid = order[0]?.iccids?.[0] ?? '';
  await shop.use(iccid, 600);
  expect(kinds()).toEqual(['FirstAttachment', 'FirstUse', 'Utilisation']);
  expect(bodies()[0]).toEqual({ alertType: 'FirstAttachment', iccid });
  const [assignment] = await shop.bundles(iccid);
  expect(bodies()[2]).toEqual({
    iccid,
    alertType: 'Utilisation',
    bundle: {
      id: assignment?.id,
      reference: `${orderReference}-0`,
      name: BUNDLE,
      description: expect.stringContaining('1GB, 7 Days'),
      initialQuantity: 1_000_000_000,
      remainingQuantity: 400_000_000,
      startTime: assignment?.startTime,
      endTime: assignment?.endTime,
      unlimited: false,
    },
  });
  for (const { text, signature } of received) expect(signature).toBe(createHmac('sha256', KEY).update(text).digest('base64'));
});

test('§14.2 every threshold is told once, however often data is used after it', async () => {
  const iccid = await newEsim();
  for (const megabytes of [499, 1, 300, 100, 100, 50]) await shop.use(iccid, megabytes);
  expect(bodies().filter(({ alertType }) => alertType === 'Utilisation').map(({ bundle }) => bundle?.remainingQuantity)).toEqual([500_000_000, 200_000_000, 0]);
  shop.patch({ utilisationThresholds: [10], firstUseAlert: 'Utilisation' });
  const other = await newEsim();
  await shop.use(other, 100);
  expect(bodies().filter((body) => body.iccid === other).map(({ alertType }) => alertType)).toEqual(['FirstAttachment', 'Utilisation', 'Utilisation']);
});

test('§14.2 the clock alone brings first use, thresholds in their order, and the end where an alert for it is named', async () => {
  shop.patch({ firstUseAfterMs: DAY, expiryAlert: 'BundleExpired' });
  await newEsim();
  await later(DAY - 1_000);
  expect(kinds()).toEqual([]);
  await later(8 * DAY);
  expect(kinds().slice(0, 2)).toEqual(['FirstAttachment', 'FirstUse']);
  expect(kinds().slice(2, -1)).toContain('Utilisation');
  expect(kinds().at(-1)).toBe('BundleExpired');
});

test('§14.1 signatures may be hex, version 2 has none and less of the bundle, an early version counts megabytes, an ICCID may be a number', async () => {
  shop.patch({ callbackSignature: 'hex', callbackIccid: 'number', utilisationThresholds: [] });
  const iccid = await newEsim();
  await shop.use(iccid, 1);
  expect(received[1]?.signature).toBe(createHmac('sha256', KEY).update(received[1]?.text ?? '').digest('hex'));
  expect(received[1]?.text).toContain(`"iccid":${iccid},`);
  shop.patch({ callbackVersion: '2', callbackIccid: 'string' });
  await shop.use(await newEsim(), 1);
  expect(received[3]?.signature).toBeUndefined();
  expect(Object.keys(bodies()[3]?.bundle ?? {})).toEqual(['name', 'initialQuantity', 'remainingQuantity', 'startTime', 'endTime']);
  shop.patch({ callbackVersion: '2.1' });
  await shop.use(await newEsim(), 1);
  expect(bodies()[5]?.bundle).toMatchObject({ initialQuantity: 1_000 });
});

test('callbacks may come twice, out of order, and again after a failure', async () => {
  shop.patch({ callbackDuplicateEvery: 1, utilisationThresholds: [] });
  await shop.use(await newEsim(), 1);
  expect(kinds()).toEqual(['FirstAttachment', 'FirstAttachment', 'FirstUse', 'FirstUse']);
  received.length = 0;
  shop.patch({ callbackDuplicateEvery: 0, callbackReorderEvery: 3 });
  await shop.use(await newEsim(), 1);
  expect(kinds()).toEqual(['FirstUse', 'FirstAttachment']);
  received.length = 0;
  answer = 500;
  shop.patch({ callbackReorderEvery: 0, callbackRetryMs: [1_000] });
  await shop.use(await newEsim(), 1);
  await later(1_000);
  await later(1_000);
  expect(kinds()).toEqual(['FirstAttachment', 'FirstUse', 'FirstAttachment', 'FirstUse']);
  expect(shop.esimgo.callbacks.deliveries()[0]).toMatchObject({ attempt: 2, status: 500 });
});

test('§14.2 a balance that falls below its threshold is told once, one that does not suffice each time', async () => {
  shop.patch({ balance: 100.5, lowBalanceThreshold: 100 });
  await shop.buy();
  await shop.buy();
  shop.patch({ balance: 0 });
  await shop.ask();
  await shop.ask();
  await later(0);
  expect(kinds()).toEqual(['LowBalance', 'InsufficientBalance', 'InsufficientBalance']);
  expect(bodies()[0]?.balanceInfo).toEqual({ balance: expect.any(Number), threshold: 100, thresholdPercentRemaining: expect.any(Number) });
});

test('§15 deletion is announced and then told, by event instead of alert type', async () => {
  const iccid = await newEsim();
  await shop.use(iccid, 1);
  received.length = 0;
  await later(187 * DAY);
  expect(bodies()).toEqual([{ date: expect.any(String), event: 'esim.deletion_scheduled', iccid }]);
  await later(7 * DAY);
  expect(kinds()).toEqual(['esim.deletion_scheduled', 'esim.deleted']);
});

test('without an address nothing is sent, and nothing is made up for later', async () => {
  const url = shop.esimgo.settings.callbackUrl;
  shop.patch({ callbackUrl: '' });
  const iccid = await newEsim();
  await shop.use(iccid, 600);
  shop.patch({ callbackUrl: url });
  await shop.use(iccid, 1);
  expect(received).toEqual([]);
});

test('§14.2 another country is told once a day, with its code and name', async () => {
  const iccid = await newEsim();
  shop.move(iccid, 'PT');
  shop.move(iccid, 'PT');
  shop.move(iccid, 'ES');
  await later(DAY);
  shop.move(iccid, 'FR');
  await later(0);
  const change = (code: string, name: string) => ({ iccid, alertType: 'CountryChange', country: { code, name } });
  expect(bodies()).toEqual([change('PT', 'Portugal'), change('FR', 'France')]);
  shop.patch({ countryChangePauseMs: 0 });
  shop.move(iccid, 'ES');
  await later(0);
  expect(bodies()).toHaveLength(3);
});

test('§14.2 payments into the balance are told without an ICCID: by card, by itself, and as credit of eSIM Go', async () => {
  shop.patch({ balance: 500 });
  await shop.call('POST', '/organisation/balance?amount=1000');
  shop.patch({ autoTopUp: { below: 1_500, amount: 250 } });
  await shop.buy();
  await later(0);
  expect(bodies()[0]).toEqual({ alertType: 'Topup', bundle: { oldAmount: 500, newAmount: 1_500 } });
  expect(kinds()).toEqual(['Topup', 'AutoTopup']);
  topUpBalance(100, 'credit', shop.esimgo);
  await later(0);
  expect(kinds().at(-1)).toBe('eSIMGoTopup');
  const [before, after] = [bodies().at(-1)?.bundle?.oldAmount, bodies().at(-1)?.bundle?.newAmount];
  expect(Number(after) - Number(before)).toBeCloseTo(100, 2);
});

test('§14.2 a phone number given and taken is told, and an SMS that failed', async () => {
  const iccid = await newEsim();
  shop.number(iccid, '447700900123');
  shop.patch({ smsFails: { [iccid]: true } });
  expect(await shop.call('POST', `/esims/${iccid}/sms`, { message: 'hello', from: 'eSIM' })).toEqual([200, { status: 'sent' }]);
  shop.number(iccid, null);
  await later(0);
  const told = (alertType: string) => ({ iccid, msisdn: '447700900123', alertType, timestamp: expect.stringMatching(/Z$/) });
  expect(bodies()).toEqual([told('MSISDNEnabled'), told('SMSFailed'), told('MSISDNDisabled')]);
});

test('§14.2 an end that is never used is told where an alert for it is named', async () => {
  shop.patch({ lapseAlert: 'BundleLapsed', idleDays: 0 });
  const iccid = await newEsim();
  await later(366 * DAY);
  expect(bodies()).toMatchObject([{ iccid, alertType: 'BundleLapsed', bundle: { name: BUNDLE, remainingQuantity: 1_000_000_000 } }]);
});

test('a callback held back for its successor goes alone when none follows; a signature may be left out; a slow receiver counts as nobody', async () => {
  shop.patch({ callbackReorderEvery: 1, callbackReorderMs: 5_000, callbackSignature: 'none' });
  const iccid = await newEsim();
  shop.move(iccid, 'PT');
  await later(4_000);
  expect(received).toEqual([]);
  await later(1_000);
  expect(received).toMatchObject([{ signature: undefined }]);
  shop.patch({ callbackReorderEvery: 0, callbackTimeoutMs: 1, countryChangePauseMs: 0 });
  answersLate = 200;
  shop.move(iccid, 'ES');
  await later(0);
  expect(shop.esimgo.callbacks.deliveries()[0]).toMatchObject({ status: 0 });
});

import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { sendDeliveryEmail } from '@/lib/orders/mails/send-delivery-email';
import { sendReceiptEmail } from '@/lib/orders/mails/send-receipt-email';
import { sendTopUpEmail } from '@/lib/orders/mails/send-top-up-email';
import { sendUsageEmail } from '@/lib/orders/mails/send-usage-email';
import { given } from '@/tests/given';
import { mailsTo } from '@/tests/mails';

const IN_EUROPE = { title: 'Eurolink 10 GB - 30 Days', destinationSlug: 'europe', destinationName: 'Europe', countryCode: null, dataMegabytes: 2500, validityDays: 30 };
const LEFT = { state: 'active', data: { isUnlimited: false, total: 2500, remaining: 100 }, voice: null, text: null, expiresAt: null, measuredAt: new Date() };

/** A delivered order of this plan, told about in this language; what the order's mails say then. */
async function mailsOf(locale: string, facts: object, left: object = LEFT) {
  const email = `${locale}-${Math.random()}@example.com`;
  const { id, orderId, lineId } = await given.esim({ email });
  const { planSnapshot } = await db().orderLine.findUniqueOrThrow({ where: { id: lineId } });
  await db().orderLine.update({ where: { id: lineId }, data: { planSnapshot: { ...(planSnapshot as object), ...facts } } });
  await db().order.update({ where: { id: orderId }, data: { locale } });
  await given.reading(id, 'usage', left);
  await sendReceiptEmail({ orderId });
  await sendDeliveryEmail({ esimId: id });
  await sendTopUpEmail({ orderId });
  await sendUsageEmail({ esimId: id, alert: 'usage-low', key: `low:${id}` });
  const mails = await mailsTo(email);
  return { subjects: mails.map(({ subject }) => subject).toSorted(), words: mails.map(({ text }) => text).join(' ') };
}

test('a region is called in every mail as the reader’s language calls it, and a plan by what it holds', async () => {
  const { subjects, words } = await mailsOf('de', IN_EUROPE);
  expect(subjects).toEqual([
    expect.stringMatching(/^Beleg zur Bestellung /), 'Deine eSIM geht zur Neige: Europa', 'Deine eSIM ist nachgeladen: Europa', 'Deine eSIM: Europa',
  ]);
  expect(words).toContain('1 × 2,5 GB · 30 Tage, Europa');
  expect(words).toContain('2,5 GB · 30 Tage ist auf deiner eSIM');
  expect(words).not.toMatch(/Eurolink|Europe\b/);
});

test('a country is called as the reader’s language calls it', async () => {
  const { words, subjects } = await mailsOf('de', { destinationName: 'Turkey', countryCode: 'TR', isUnlimited: true, dataMegabytes: null });
  expect(subjects).toContain('Deine eSIM: Türkei');
  expect(words).toContain('1 × Unbegrenzt · 7 Tage, Türkei');
});

test('a plan with calls and texts says so, and one without data does not say that its data is not stated', async () => {
  const [both, callsOnly] = [{ voiceMinutes: 100, textMessages: 1 }, { dataMegabytes: null, voiceMinutes: 60 }];
  expect((await mailsOf('en', { ...IN_EUROPE, ...both })).words).toContain('1 × 2.5 GB · 100 minutes · 1 text · 30 days, Europe');
  expect((await mailsOf('de', { ...IN_EUROPE, ...callsOnly })).words).toContain('60 Minuten · 30 Tage ist auf deiner eSIM');
});

test.each([[2500, '100 MB of 2.5 GB'], [5120, '1 GB of 5 GB']])('what is left of a package of %i megabytes is counted as the package is', async (total, words) => {
  const left = { ...LEFT.data, total, remaining: total === 5120 ? 1024 : 100 };
  expect((await mailsOf('en', IN_EUROPE, { ...LEFT, data: left })).words).toContain(words);
});

test('whose language the shop does not have reads English', async () => {
  const { words, subjects } = await mailsOf('xx', IN_EUROPE);
  expect(subjects).toContain('Your eSIM for Europe');
  expect(words).toContain('1 × 2.5 GB · 30 days, Europe');
  expect(words).toMatch(/http:\/\/localhost:3000\/orders\//);
});

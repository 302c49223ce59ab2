import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { sendOnce } from '@/lib/email/send-once';
import { sandbox } from '@/tests/sandbox-client';

const mail = () => {
  const to = `${randomUUID()}@example.com`;
  return { key: `test:${randomUUID()}`, orderId: null, template: 'receipt' as const, to };
};
const write = async () => ({ subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' });
const statusOf = async (key: string) => (await db().emailSent.findUnique({ where: { key } }))?.status;

test('one mail leaves, however many ask at once and later', async () => {
  const one = mail();
  await Promise.all(Array.from({ length: 10 }, () => sendOnce(one, write)));
  await sendOnce(one, write);
  expect(await sandbox.mails(one.to)).toHaveLength(1);
  expect(await statusOf(one.key)).toBe('sent');
});

test('a mail the server refused is given back and leaves at the next try', async () => {
  const one = mail();
  await sandbox.fault('mail', 'deliver', { fault: { kind: 'status', status: 503 }, match: one.to });
  await expect(sendOnce(one, write)).rejects.toMatchObject({ code: 'mail-refused', retryable: true });
  expect(await statusOf(one.key)).toBeUndefined();
  await sendOnce(one, write);
  expect(await sandbox.mails(one.to)).toHaveLength(1);
});

test('a mail that may have arrived is not sent a second time', async () => {
  const one = mail();
  await sandbox.fault('mail', 'deliver', { fault: { kind: 'act-then-hang-up' }, match: one.to });
  await sendOnce(one, write);
  expect(await statusOf(one.key)).toBe('unknown');
  await sendOnce(one, write);
  expect(await sandbox.mails(one.to)).toHaveLength(1);
});

test('a mail that cannot be written claims nothing', async () => {
  const one = mail();
  await expect(sendOnce(one, () => Promise.reject(new Error('no words')))).rejects.toThrow('no words');
  expect(await statusOf(one.key)).toBeUndefined();
});

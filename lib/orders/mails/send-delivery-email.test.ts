import { expect, inject, test } from 'vitest';
import { db } from '@/lib/db/client';
import { sendDeliveryEmail } from '@/lib/orders/mails/send-delivery-email';
import { given } from '@/tests/given';

async function mailTo(address: string): Promise<string> {
  const place = `${inject('sandbox').controls}/mail/messages`;
  const mails = (await (await fetch(`${place}?to=${encodeURIComponent(address)}`)).json()) as { id: string }[];
  const letters = await Promise.all(mails.map(async ({ id }) => (await (await fetch(`${place}/${id}`)).json()) as { text?: string }));
  return letters.map(({ text = '' }) => text).join(' ').replaceAll(/\s+/g, ' ');
}

test('the delivery mail says what came in place of what was ordered, and only then', async () => {
  const [moved, usual] = [await given.esim({ email: 'moved@example.com' }), await given.esim({ email: 'usual@example.com' })];
  const line = await db().orderLine.findUniqueOrThrow({ where: { id: moved.lineId } });
  const snapshot = line.planSnapshot as object;
  await db().orderLine.update({ where: { id: line.id }, data: { planSnapshot: { ...snapshot, title: '3 GB of another' }, replacedSnapshot: { ...snapshot, title: '2 GB as ordered' } } });
  for (const { id } of [moved, usual]) await sendDeliveryEmail({ esimId: id });
  expect(await mailTo('moved@example.com')).toContain('The operator of the plan you chose, 2 GB as ordered, could not deliver. You got 3 GB of another instead');
  const other = await mailTo('usual@example.com');
  expect(other).toContain('AAAAA-BBBBB');
  expect(other).not.toContain('could not deliver');
});

import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { sendDeliveryEmail } from '@/lib/orders/mails/send-delivery-email';
import { given } from '@/tests/given';
import { mailsTo } from '@/tests/mails';

const textTo = async (address: string) => (await mailsTo(address)).map(({ text }) => text).join(' ');

test('the delivery mail does not tell two plans apart that hold the same', async () => {
  const moved = await given.esim({ email: 'same@example.com' });
  const { planSnapshot } = await db().orderLine.findUniqueOrThrow({ where: { id: moved.lineId } });
  await db().orderLine.update({ where: { id: moved.lineId }, data: { planSnapshot: { ...(planSnapshot as object), dataMegabytes: 1000 }, replacedSnapshot: { ...(planSnapshot as object), dataMegabytes: 1024 } } });
  await sendDeliveryEmail({ esimId: moved.id });
  expect(await textTo('same@example.com')).toContain('The operator of the plan you chose could not deliver. You got 1 GB · 7 days of another one instead');
});

test('the delivery mail says what came in place of what was ordered, and only then', async () => {
  const [moved, usual] = [await given.esim({ email: 'moved@example.com' }), await given.esim({ email: 'usual@example.com' })];
  const line = await db().orderLine.findUniqueOrThrow({ where: { id: moved.lineId } });
  const snapshot = line.planSnapshot as object;
  await db().orderLine.update({ where: { id: line.id }, data: { planSnapshot: { ...snapshot, dataMegabytes: 3000 }, replacedSnapshot: { ...snapshot, dataMegabytes: 2048 } } });
  for (const { id } of [moved, usual]) await sendDeliveryEmail({ esimId: id });
  expect(await textTo('moved@example.com')).toContain('The operator of the plan you chose, 2 GB · 7 days, could not deliver. You got 3 GB · 7 days instead');
  const other = await textTo('usual@example.com');
  expect(other).toContain('AAAAA-BBBBB');
  expect(other).not.toContain('could not deliver');
});

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';
import { openSealedAnswer } from '@/lib/orders/open-sealed-answer';
import { findOrderForStaff } from '@/lib/orders/staff-queries';
import { given } from '@/tests/given';

async function orderWithAnswer(text: string | null) {
  const order = await given.order();
  const line = await db().orderLine.findFirstOrThrow({ where: { orderId: order.id } });
  const id = randomUUID();
  await db().purchase.create({
    data: {
      id, lineId: line.id, providerId: line.providerId, providerPlanId: line.providerPlanId, quantity: 1, reference: `sf${id}`, status: 'UNKNOWN',
      sealedAnswer: text === null ? null : seal(text, { table: 'Purchase', row: id, column: 'sealedAnswer' }),
    },
  });
  return { orderId: order.id, purchaseId: id };
}

test('an answer nobody understood is opened for staff, and who did so is written down', async () => {
  const { orderId, purchaseId } = await orderWithAnswer('{"lpa":"LPA:1$x$y"}');
  expect(await openSealedAnswer({ orderId, purchaseId, actor: 'staff@example.com' })).toEqual({ outcome: 'opened', text: '{"lpa":"LPA:1$x$y"}' });
  expect(await db().auditEntry.findMany({ where: { subject: orderId } })).toMatchObject([{ actor: 'staff@example.com', action: 'purchase.open-answer', data: { purchaseId } }]);
  const shown = await findOrderForStaff(orderId);
  expect(shown?.lines[0]?.purchases).toMatchObject([{ id: purchaseId, hasSealedAnswer: true }]);
  expect(Object.keys(shown?.lines[0]?.purchases[0] ?? {})).not.toContain('sealedAnswer');
});

test('without an answer, or under another order, there is nothing to open and nothing to write down', async () => {
  const [without, other] = [await orderWithAnswer(null), await orderWithAnswer('secret')];
  expect(await openSealedAnswer({ ...without, actor: 'staff@example.com' })).toEqual({ outcome: 'nothing-kept' });
  expect(await openSealedAnswer({ orderId: without.orderId, purchaseId: other.purchaseId, actor: 'staff@example.com' })).toEqual({ outcome: 'nothing-kept' });
  expect(await db().auditEntry.count({ where: { subject: without.orderId } })).toBe(0);
});

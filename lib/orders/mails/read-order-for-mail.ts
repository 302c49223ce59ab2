import { db } from '@/lib/db/client';
import { planSnapshot } from '@/lib/orders/plan-snapshot';

/** What mails say about an order; null when it is gone. */
export async function readOrderForMail(orderId: string) {
  const order = await db().order.findUnique({
    where: { id: orderId },
    select: {
      id: true, number: true, email: true, locale: true, totalMinor: true, currency: true, refusal: true, guestLinkVersion: true,
      lines: { select: { id: true, quantity: true, planSnapshot: true, replacedSnapshot: true } },
    },
  });
  if (!order) return null;
  return {
    ...order,
    lines: order.lines.map(({ planSnapshot: sold, replacedSnapshot: ordered, ...line }) => ({ ...line, snapshot: planSnapshot.parse(sold), replaced: ordered === null ? null : planSnapshot.parse(ordered) })),
  };
}

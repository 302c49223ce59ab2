import { rows, type Sql } from '@/lib/db/sql';
import { moveOrder } from '@/lib/orders/order-state';
import { settleReasons } from '@/lib/orders/settle-reasons';

const LOCK = 'SELECT status, "reviewReasons" AS reasons FROM "Order" WHERE id = $1::uuid FOR UPDATE';
// Asked after the lock, so that an intent committed meanwhile is seen.
const IS_SPENT = `SELECT coalesce((SELECT sum(p."capturedMinor") FROM "Payment" p WHERE p."orderId" = $1::uuid), 0)
      <= coalesce((SELECT sum(r."amountMinor") FROM "Refund" r JOIN "Payment" p ON p.id = r."paymentId" WHERE p."orderId" = $1::uuid AND r.status <> 'failed'), 0)
    AND NOT EXISTS (SELECT 1 FROM "Purchase" b JOIN "OrderLine" l ON l.id = b."lineId" WHERE l."orderId" = $1::uuid AND b.status <> 'REFUSED') AS "isSpent"`;

/** An order whose whole payment went back, and for which nothing was or may have been bought, is over: nothing is bought for it any more. */
export async function cancelIfRefunded(sql: Sql, orderId: string): Promise<boolean> {
  const [order] = await rows<{ status: string; reasons: string[] }>(sql, LOCK, [orderId]);
  if (!order || !['PAID', 'FULFILLING', 'NEEDS_REVIEW'].includes(order.status)) return false;
  const [money] = await rows<{ isSpent: boolean }>(sql, IS_SPENT, [orderId]);
  if (!money?.isSpent) return false;
  await settleReasons(sql, orderId, order.reasons);
  return moveOrder(sql, { orderId, to: 'CANCELLED', reason: 'refunded before anything was bought' });
}

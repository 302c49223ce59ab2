import { rows, transaction } from '@/lib/db/sql';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';

export type CaseClosing = { orderId: string; note: string; actor: string };

const CLEAR = `UPDATE "Order" SET "reviewReason" = NULL, "reviewOpenedAt" = NULL WHERE id = $1::uuid AND "reviewReason" IS NOT NULL RETURNING status`;
const IS_REFUNDED = `SELECT coalesce(sum(p."capturedMinor"), 0) <= coalesce(sum(r.total), 0) AS refunded FROM "Payment" p
  LEFT JOIN LATERAL (SELECT sum("amountMinor") AS total FROM "Refund" WHERE "paymentId" = p.id AND status <> 'failed') r ON true WHERE p."orderId" = $1::uuid`;
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject, data) VALUES ($1, 'case.close', $2, $3::jsonb)`;

/** Closes a case. An order nobody delivered can only be closed once its payment went back in full. */
export async function closeCase({ orderId, note, actor }: CaseClosing): Promise<{ outcome: 'closed' | 'no-case' | 'refund-first' }> {
  return transaction(async (sql) => {
    const [order] = await rows<{ status: string }>(sql, 'SELECT status FROM "Order" WHERE id = $1::uuid AND "reviewReason" IS NOT NULL FOR UPDATE', [orderId]);
    if (!order) return { outcome: 'no-case' };
    if (order.status === 'NEEDS_REVIEW') {
      const [money] = await rows<{ refunded: boolean }>(sql, IS_REFUNDED, [orderId]);
      if (!money?.refunded) return { outcome: 'refund-first' };
      await moveOrder(sql, { orderId, to: 'CANCELLED', reason: 'closed by staff after refund' });
    }
    await rows(sql, CLEAR, [orderId]);
    await noteOnOrder(sql, { orderId, kind: 'staff', reason: 'case closed', data: { actor, note } });
    await rows(sql, AUDIT, [actor, orderId, JSON.stringify({ note })]);
    return { outcome: 'closed' };
  });
}

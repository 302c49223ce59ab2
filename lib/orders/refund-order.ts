import { randomUUID } from 'node:crypto';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';
import { cancelIfRefunded } from '@/lib/orders/cancel-refunded';
import { noteOnOrder } from '@/lib/orders/order-state';

export type RefundWish = { orderId: string; amountMinor: number | 'all'; reason: string; actor: string };
export type RefundResult = { outcome: 'started'; refundId: string; amountMinor: number } | { outcome: 'nothing-left' | 'more-than-left'; leftMinor: number };

const PAYMENT = `SELECT id, "capturedMinor", currency FROM "Payment" WHERE "orderId" = $1::uuid AND status = 'succeeded' FOR UPDATE`;
const REFUNDED = `SELECT coalesce(sum("amountMinor"), 0)::int AS total FROM "Refund" WHERE "paymentId" = $1::uuid AND status <> 'failed'`;
const INTEND = `INSERT INTO "Refund" (id, "paymentId", key, "amountMinor", currency, status, reason, "requestedBy")
  VALUES ($1::uuid, $2::uuid, $7, $3::int, $4, 'intended', $5, $6)`;

/** Commits the intent and the job; the payment row's lock keeps concurrent refunds within what was captured. */
export async function intendRefund(sql: Sql, { orderId, amountMinor, reason, actor }: RefundWish): Promise<RefundResult> {
  const [payment] = await rows<{ id: string; capturedMinor: number; currency: string }>(sql, PAYMENT, [orderId]);
  const [refunded] = payment ? await rows<{ total: number }>(sql, REFUNDED, [payment.id]) : [];
  const leftMinor = (payment?.capturedMinor ?? 0) - (refunded?.total ?? 0);
  if (!payment || leftMinor <= 0) return { outcome: 'nothing-left', leftMinor: 0 };
  const amount = amountMinor === 'all' ? leftMinor : amountMinor;
  if (amount > leftMinor || amount <= 0) return { outcome: 'more-than-left', leftMinor };

  const refundId = randomUUID();
  await rows(sql, INTEND, [refundId, payment.id, amount, payment.currency, reason, actor, refundId]);
  await enqueue(sql, { name: 'payments.refund', payload: { refundId }, key: `payments.refund:${refundId}`, priority: -5 });
  await noteOnOrder(sql, { orderId, kind: 'refund', reason, data: { amountMinor: amount, currency: payment.currency, actor } });
  await cancelIfRefunded(sql, orderId);
  return { outcome: 'started', refundId, amountMinor: amount };
}

const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject, data) VALUES ($1, $2, $3, $4::jsonb)`;

/** A staff member's refund, full or in part: intent, job and audit row in one transaction. */
export async function refundOrder(wish: RefundWish): Promise<RefundResult> {
  return transaction(async (sql) => {
    const result = await intendRefund(sql, wish);
    await rows(sql, AUDIT, [wish.actor, 'order.refund', wish.orderId, JSON.stringify({ reason: wish.reason, ...result })]);
    return result;
  });
}

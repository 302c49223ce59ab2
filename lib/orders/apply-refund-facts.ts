import { randomUUID } from 'node:crypto';
import { enqueue } from '@/lib/jobs/enqueue';
import { rows, type Sql } from '@/lib/db/sql';
import { cancelIfRefunded } from '@/lib/orders/cancel-refunded';
import { openCase } from '@/lib/orders/open-case';
import { noteOnOrder } from '@/lib/orders/order-state';
import type { RefundFacts } from '@/lib/payments/payment-event';

const PAYMENT = 'SELECT id, "orderId" FROM "Payment" WHERE "paymentIntentId" = $1 FOR UPDATE';

// `failed` may follow `succeeded` (a bank can send money back); nothing else leaves `succeeded`.
const UPSERT = `INSERT INTO "Refund" (id, "paymentId", key, "stripeRefundId", "amountMinor", currency, status, reason, "settledAt")
  VALUES ($1::uuid, $2::uuid, $3, $4, $5::int, $6, $7, 'outside', CASE WHEN $7 = 'pending' THEN NULL ELSE now() END)
  ON CONFLICT (key) DO UPDATE SET "stripeRefundId" = EXCLUDED."stripeRefundId", status = EXCLUDED.status, "settledAt" = EXCLUDED."settledAt"
  WHERE "Refund".status <> EXCLUDED.status AND "Refund".status <> 'failed' AND ("Refund".status <> 'succeeded' OR EXCLUDED.status = 'failed')
  RETURNING id`;

/** Takes over what Stripe says of a refund, ours or one made in Stripe's dashboard: idempotent, order does not matter. */
export async function applyRefundFacts(sql: Sql, facts: RefundFacts): Promise<void> {
  const [payment] = await rows<{ id: string; orderId: string }>(sql, PAYMENT, [facts.paymentIntentId]);
  if (!payment) return;
  const key = facts.key ?? `stripe:${facts.stripeRefundId}`;
  const [refund] = await rows<{ id: string }>(sql, UPSERT, [
    randomUUID(), payment.id, key, facts.stripeRefundId, facts.amountMinor, facts.currency, facts.status,
  ]);
  if (!refund) return;
  const { orderId } = payment;
  await noteOnOrder(sql, { orderId, kind: 'refund', reason: facts.status, data: { amountMinor: facts.amountMinor, currency: facts.currency } });
  if (facts.status === 'failed') await openCase(sql, { orderId, reason: 'refund-failed' });
  else {
    await cancelIfRefunded(sql, orderId);
    await enqueue(sql, { name: 'email.refund', payload: { refundId: refund.id }, key: `email.refund:${refund.id}` });
  }
}

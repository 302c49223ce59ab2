import { enqueue } from '@/lib/jobs/enqueue';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { applyRefundFacts } from '@/lib/orders/apply-refund-facts';
import { openCase } from '@/lib/orders/open-case';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';
import { intendRefund } from '@/lib/orders/refund-order';
import type { PaymentFacts, ReceivedEvent } from '@/lib/payments/payment-event';

const STORE = `INSERT INTO "StripeEvent" (id, type, payload, "appliedAt") VALUES ($1, $2, $3::jsonb, now()) ON CONFLICT (id) DO NOTHING RETURNING id`;

// A success is final; anything else may be overtaken by what Stripe says next.
const UPDATE = `UPDATE "Payment" SET status = $2, "capturedMinor" = greatest("capturedMinor", $3::int), "failureCode" = $4,
    "succeededAt" = CASE WHEN $2 = 'succeeded' THEN now() ELSE "succeededAt" END
  WHERE "paymentIntentId" = $1 AND status <> 'succeeded' AND (status, coalesce("failureCode", '')) IS DISTINCT FROM ($2, coalesce($4, ''))
  RETURNING "orderId"`;

const ORDER = 'SELECT id, "totalMinor", currency, status FROM "Order" WHERE id = $1::uuid FOR UPDATE';
type PaidOrder = { id: string; totalMinor: number; currency: string; status: string };

async function acceptPayment(sql: Sql, orderId: string, facts: PaymentFacts): Promise<void> {
  const [order] = await rows<PaidOrder>(sql, ORDER, [orderId]);
  if (!order) return;
  if (!(await moveOrder(sql, { orderId, to: 'PAID', reason: 'payment confirmed' }))) {
    // Paid after we gave up on the order: the money goes back.
    if (order.status === 'CANCELLED') await intendRefund(sql, { orderId, amountMinor: 'all', reason: 'paid-after-cancellation', actor: 'system' });
    return;
  }
  if (facts.capturedMinor !== order.totalMinor || facts.currency !== order.currency) {
    await openCase(sql, { orderId, reason: 'paid-amount-differs' });
    return;
  }
  await enqueue(sql, { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 });
  await enqueue(sql, { name: 'email.receipt', payload: { orderId }, priority: -1 });
}

async function applyInside(sql: Sql, facts: PaymentFacts): Promise<void> {
  const [payment] = await rows<{ orderId: string }>(sql, UPDATE, [facts.paymentIntentId, facts.status, facts.capturedMinor, facts.failureCode]);
  if (!payment) return;
  const data = { status: facts.status, ...(facts.failureCode ? { failureCode: facts.failureCode } : {}) };
  await noteOnOrder(sql, { orderId: payment.orderId, kind: 'payment', reason: facts.status, data });
  if (facts.status === 'succeeded') await acceptPayment(sql, payment.orderId, facts);
}

/** Takes over what Stripe says of a payment now, whoever asked: idempotent, in one transaction with the job it causes. */
export async function applyPaymentFacts(facts: PaymentFacts): Promise<void> {
  await transaction((sql) => applyInside(sql, facts));
}

/** Stores the event once and applies it, in one transaction; duplicates and disorder change nothing. */
export async function applyPaymentEvent(received: ReceivedEvent): Promise<'applied' | 'duplicate'> {
  return transaction(async (sql) => {
    const stored = await rows(sql, STORE, [received.id, received.type, JSON.stringify(received.payload)]);
    if (stored.length === 0) return 'duplicate';
    const { event } = received;
    if (event.kind === 'payment') await applyInside(sql, event.payment);
    if (event.kind === 'refund') await applyRefundFacts(sql, event.refund);
    return 'applied';
  });
}

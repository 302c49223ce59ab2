import { enqueueAll } from '@/lib/jobs/enqueue';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { applyRefundFacts } from '@/lib/orders/apply-refund-facts';
import { openCase } from '@/lib/orders/open-case';
import { moveOrder } from '@/lib/orders/order-state';
import { intendRefund } from '@/lib/orders/refund-order';
import type { PaymentFacts, ReceivedEvent } from '@/lib/payments/payment-event';

const STORE = `INSERT INTO "StripeEvent" (id, type, payload, "appliedAt") VALUES ($1, $2, $3::jsonb, now()) ON CONFLICT (id) DO NOTHING RETURNING id`;

// A success is final; anything else may be overtaken by what Stripe says next.
const UPDATE = `WITH moved AS (UPDATE "Payment" p SET status = $2, "capturedMinor" = greatest(p."capturedMinor", $3::int), "failureCode" = $4,
    "succeededAt" = CASE WHEN $2 = 'succeeded' THEN now() ELSE p."succeededAt" END
  FROM "Order" o
  WHERE o.id = p."orderId" AND p."paymentIntentId" = $1 AND p.status <> 'succeeded' AND (p.status, coalesce(p."failureCode", '')) IS DISTINCT FROM ($2, coalesce($4, ''))
  RETURNING o.id, o."totalMinor", o.currency),
noted AS (INSERT INTO "OrderEvent" ("orderId", kind, reason, data) SELECT id, 'payment', $2, jsonb_strip_nulls(jsonb_build_object('status', $2::text, 'failureCode', $4::text)) FROM moved)
SELECT * FROM moved`;

const STATUS = 'SELECT status FROM "Order" WHERE id = $1::uuid FOR UPDATE';
type PayingOrder = { id: string; totalMinor: number; currency: string };

async function acceptPayment(sql: Sql, order: PayingOrder, facts: PaymentFacts): Promise<void> {
  const orderId = order.id;
  if (!(await moveOrder(sql, { orderId, to: 'PAID', reason: 'payment confirmed' }))) {
    // Paid after we gave up on the order: the money goes back.
    const [now] = await rows<{ status: string }>(sql, STATUS, [orderId]);
    if (now?.status === 'CANCELLED') await intendRefund(sql, { orderId, amountMinor: 'all', reason: 'paid-after-cancellation', actor: 'system' });
    return;
  }
  if (facts.capturedMinor !== order.totalMinor || facts.currency !== order.currency) {
    await openCase(sql, { orderId, reason: 'paid-amount-differs' });
    return;
  }
  await enqueueAll(sql, [
    { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 },
    { name: 'email.receipt', payload: { orderId }, priority: -1 },
  ]);
}

async function applyInside(sql: Sql, facts: PaymentFacts): Promise<void> {
  const [order] = await rows<PayingOrder>(sql, UPDATE, [facts.paymentIntentId, facts.status, facts.capturedMinor, facts.failureCode]);
  if (!order) return;
  if (facts.status === 'succeeded') await acceptPayment(sql, order, facts);
  if (facts.status === 'canceled') await moveOrder(sql, { orderId: order.id, to: 'CANCELLED', reason: 'payment cancelled' });
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

import { pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';
import { log } from '@/lib/log';
import { applyPaymentFacts } from '@/lib/orders/apply-payment-event';
import { moveOrder } from '@/lib/orders/order-state';
import { PaymentError } from '@/lib/payments/payment-error';
import { cancelIntent, readIntent } from '@/lib/payments/payment-intents';

const STUCK = `SELECT id FROM "Order" WHERE status IN ('PAID', 'FULFILLING') AND "statusChangedAt" < now() - interval '5 seconds'
  AND ("leaseExpiresAt" IS NULL OR "leaseExpiresAt" < now() - interval '2 seconds') ORDER BY "statusChangedAt" LIMIT 200`;

// Asked at growing distances: after 20 s, then whenever the order has become half as old again.
const UNPAID = `WITH due AS (SELECT p.id FROM "Payment" p JOIN "Order" o ON o.id = p."orderId"
    WHERE o.status = 'AWAITING_PAYMENT' AND p."createdAt" < now() - interval '20 seconds' AND (p."createdAt" > now() - interval '8 days' OR p.status = 'processing')
      AND (p."checkedAt" IS NULL OR now() - p."createdAt" > 1.5 * (p."checkedAt" - p."createdAt") + interval '10 seconds')
    ORDER BY p."createdAt" DESC LIMIT 50 FOR UPDATE OF p SKIP LOCKED)
  UPDATE "Payment" SET "checkedAt" = now() FROM due WHERE "Payment".id = due.id
  RETURNING "paymentIntentId", "orderId", "createdAt" < now() - interval '24 hours' AS "isOld"`;

const UNSENT_REFUNDS = `SELECT id FROM "Refund" WHERE status = 'intended' AND "createdAt" < now() - interval '1 minute' LIMIT 100`;

const UNSENT_MAILS = `SELECT e.id FROM "Esim" e WHERE e."createdAt" BETWEEN now() - interval '1 day' AND now() - interval '30 seconds'
  AND NOT EXISTS (SELECT 1 FROM "EmailSent" m WHERE m.key = 'delivery:' || e.id) LIMIT 100`;

const CUT_OFF_MAILS = `UPDATE "EmailSent" SET status = 'unknown' WHERE status = 'claimed' AND "claimedAt" < now() - interval '10 minutes'`;

const ids = async (text: string) => (await rows<{ id: string }>(pool(), text)).map((row) => row.id);

/** Nudges orders whose worker fell silent. Losing the queue loses no order. */
export async function nudgeStuckOrders(): Promise<number> {
  const stuck = await ids(STUCK);
  for (const orderId of stuck) await enqueue(pool(), { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 });
  return stuck.length;
}

type UnpaidRow = { paymentIntentId: string; orderId: string; isOld: boolean };

async function giveUpOn({ orderId, paymentIntentId }: UnpaidRow): Promise<void> {
  try {
    await applyPaymentFacts(await cancelIntent(paymentIntentId));
    await moveOrder(pool(), { orderId, to: 'CANCELLED', reason: 'not paid within a day' });
  } catch (error) {
    // Paid or being paid after all: the next look takes it over.
    if (!(error instanceof PaymentError)) throw error;
  }
}

async function askAbout(row: UnpaidRow): Promise<void> {
  const intent = await readIntent(row.paymentIntentId);
  await applyPaymentFacts(intent);
  const isUnpaid = intent.status === 'created' || intent.status === 'failed';
  if (row.isOld && isUnpaid) await giveUpOn(row);
  if (row.isOld && intent.status === 'canceled') await moveOrder(pool(), { orderId: row.orderId, to: 'CANCELLED', reason: 'payment cancelled' });
}

/** Asks Stripe about open payments, so that a lost webhook strands no money. */
export async function checkOpenPayments(): Promise<number> {
  const due = await transaction((sql) => rows<UnpaidRow>(sql, UNPAID));
  for (const row of due) {
    await askAbout(row).catch((error: unknown) => log.warn({ orderId: row.orderId, error }, 'order.payment.check-failed'));
  }
  return due.length;
}

/** Starts again what a dead worker left behind: refunds, mails. A mail cut off while it was sent may have arrived: staff decide. */
export async function nudgeLeftovers(): Promise<void> {
  await rows(pool(), CUT_OFF_MAILS);
  for (const refundId of await ids(UNSENT_REFUNDS)) await enqueue(pool(), { name: 'payments.refund', payload: { refundId }, key: `payments.refund:${refundId}` });
  for (const esimId of await ids(UNSENT_MAILS)) await enqueue(pool(), { name: 'email.delivery', payload: { esimId }, key: `email.delivery:${esimId}` });
}

export async function sweepOrders(): Promise<void> {
  const stuck = await nudgeStuckOrders();
  const asked = await checkOpenPayments();
  await nudgeLeftovers();
  if (stuck + asked > 0) log.info({ stuck, asked }, 'orders.swept');
}

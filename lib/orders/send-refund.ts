import { pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { applyRefundFacts } from '@/lib/orders/apply-refund-facts';
import { openCase } from '@/lib/orders/open-case';
import { PaymentError } from '@/lib/payments/payment-error';
import { createRefund, findRefund } from '@/lib/payments/refunds';

type IntendedRefund = { key: string; amountMinor: number; reason: string; paymentIntentId: string; orderId: string; isOld: boolean };

const READ = `SELECT r.key, r."amountMinor", r.reason, p."paymentIntentId", p."orderId", r."createdAt" < now() - interval '20 hours' AS "isOld"
  FROM "Refund" r JOIN "Payment" p ON p.id = r."paymentId" WHERE r.id = $1::uuid AND r.status = 'intended'`;

const FAILED = `UPDATE "Refund" SET status = 'failed', "settledAt" = now() WHERE id = $1::uuid AND status = 'intended' RETURNING id`;

/** Carries out a committed refund at Stripe, once per refund however often it runs. Throws `PaymentError` to be tried again. */
export async function sendRefund({ refundId }: { refundId: string }): Promise<void> {
  const [refund] = await rows<IntendedRefund>(pool(), READ, [refundId]);
  if (!refund) return;
  try {
    const earlier = refund.isOld ? await findRefund(refund.paymentIntentId, refund.key) : null;
    const facts = earlier ?? (await createRefund(refund));
    await transaction((sql) => applyRefundFacts(sql, { ...facts, key: refund.key }));
  } catch (error) {
    if (!(error instanceof PaymentError) || error.code !== 'payment-rejected') throw error;
    await transaction(async (sql) => {
      const failed = await rows(sql, FAILED, [refundId]);
      if (failed.length > 0) await openCase(sql, { orderId: refund.orderId, reason: 'refund-refused', data: { stripeCode: error.stripeCode } });
    });
  }
}

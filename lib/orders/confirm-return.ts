import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { applyPaymentFacts } from '@/lib/orders/apply-payment-event';
import { readIntent } from '@/lib/payments/payment-intents';

const OPEN = `UPDATE "Payment" SET "checkedAt" = now() FROM "Order" o
  WHERE o.id = "Payment"."orderId" AND o.id = $1::uuid AND o.status = 'AWAITING_PAYMENT' RETURNING "paymentIntentId"`;

/** The customer is back before the webhook: asks Stripe once and takes over what it says. Never throws: the webhook and the sweep follow. */
export async function settleReturn(orderId: string): Promise<void> {
  try {
    for (const { paymentIntentId } of await rows<{ paymentIntentId: string }>(pool(), OPEN, [orderId])) {
      await applyPaymentFacts(await readIntent(paymentIntentId));
    }
  } catch (error) {
    log.warn({ orderId, error }, 'order.return.unsettled');
  }
}

import { toPaymentError } from '@/lib/payments/payment-error';
import type { RefundFacts } from '@/lib/payments/payment-event';
import { readRefund } from '@/lib/payments/read-stripe-objects';
import { stripe } from '@/lib/payments/stripe-client';

export type RefundRequest = { key: string; paymentIntentId: string; amountMinor: number; reason: string };

/** Refunds once per `key`. Throws `PaymentError`. */
export async function createRefund({ key, paymentIntentId, amountMinor, reason }: RefundRequest): Promise<RefundFacts> {
  try {
    const refund = await stripe().refunds.create(
      { payment_intent: paymentIntentId, amount: amountMinor, reason: 'requested_by_customer', metadata: { key, reason } },
      { idempotencyKey: `refund:${key}` },
    );
    return readRefund(refund);
  } catch (error) {
    throw toPaymentError(error);
  }
}

/** Stripe forgets idempotency keys after a day; older refunds are looked up by our key first. */
export async function findRefund(paymentIntentId: string, key: string): Promise<RefundFacts | null> {
  try {
    for await (const refund of stripe().refunds.list({ payment_intent: paymentIntentId, limit: 100 })) {
      if (refund.metadata?.key === key) return readRefund(refund);
    }
    return null;
  } catch (error) {
    throw toPaymentError(error);
  }
}

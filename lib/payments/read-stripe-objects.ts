import type Stripe from 'stripe';
import type { PaymentFacts, RefundFacts } from '@/lib/payments/payment-event';

const STATUS: Partial<Record<string, PaymentFacts['status']>> = {
  requires_payment_method: 'created',
  requires_confirmation: 'created',
  requires_action: 'created',
  requires_capture: 'processing',
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'canceled',
};

const idOf = (value: string | { id: string } | null | undefined): string => (typeof value === 'string' ? value : (value?.id ?? ''));

export function readPaymentIntent(intent: Stripe.PaymentIntent): PaymentFacts {
  const failure = intent.last_payment_error;
  const status = STATUS[intent.status] ?? 'processing';
  return {
    paymentIntentId: intent.id,
    status: status === 'created' && failure ? 'failed' : status,
    amountMinor: intent.amount,
    capturedMinor: intent.amount_received,
    currency: intent.currency.toUpperCase(),
    failureCode: failure?.decline_code ?? failure?.code ?? null,
  };
}

export function readRefund(refund: Stripe.Refund): RefundFacts {
  const failed = refund.status === 'failed' || refund.status === 'canceled';
  return {
    stripeRefundId: refund.id,
    paymentIntentId: idOf(refund.payment_intent),
    key: refund.metadata?.key ?? null,
    amountMinor: refund.amount,
    currency: refund.currency.toUpperCase(),
    status: failed ? 'failed' : refund.status === 'succeeded' ? 'succeeded' : 'pending',
  };
}

import type Stripe from 'stripe';
import { toPaymentError } from '@/lib/payments/payment-error';
import type { PaymentFacts } from '@/lib/payments/payment-event';
import { readPaymentIntent } from '@/lib/payments/read-stripe-objects';
import { stripe } from '@/lib/payments/stripe-client';

export type OpenIntent = PaymentFacts & { clientSecret: string };

const open = (intent: Stripe.PaymentIntent): OpenIntent => ({ ...readPaymentIntent(intent), clientSecret: intent.client_secret ?? '' });

async function ask(call: () => Promise<Stripe.PaymentIntent>): Promise<OpenIntent> {
  try {
    return open(await call());
  } catch (error) {
    throw toPaymentError(error);
  }
}

export type IntentRequest = { orderId: string; orderNumber: string; amountMinor: number; currency: string };

/** One PaymentIntent per order: repeats answer the first one (idempotency key = order id). Throws `PaymentError`. */
export function createPaymentIntent({ orderId, orderNumber, amountMinor, currency }: IntentRequest): Promise<OpenIntent> {
  return ask(() =>
    stripe().paymentIntents.create(
      {
        amount: amountMinor,
        currency: currency.toLowerCase(),
        automatic_payment_methods: { enabled: true },
        description: `Order ${orderNumber}`,
        metadata: { orderId, orderNumber },
      },
      { idempotencyKey: `intent:${orderId}` },
    ),
  );
}

export const changeIntentAmount = (paymentIntentId: string, amountMinor: number): Promise<OpenIntent> =>
  ask(() => stripe().paymentIntents.update(paymentIntentId, { amount: amountMinor }));

export const readIntent = (paymentIntentId: string): Promise<OpenIntent> => ask(() => stripe().paymentIntents.retrieve(paymentIntentId));

/** Cancels an unpaid intent; throws `payment-rejected` when it is already paid or being paid. */
export const cancelIntent = (paymentIntentId: string): Promise<OpenIntent> => ask(() => stripe().paymentIntents.cancel(paymentIntentId));

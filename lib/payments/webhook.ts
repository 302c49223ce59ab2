import type Stripe from 'stripe';
import { AppError } from '@/lib/errors';
import { env } from '@/lib/env';
import type { PaymentEvent, ReceivedEvent } from '@/lib/payments/payment-event';
import { readPaymentIntent, readRefund } from '@/lib/payments/read-stripe-objects';
import { stripe } from '@/lib/payments/stripe-client';

function translate(event: Stripe.Event): PaymentEvent {
  if (event.type.startsWith('payment_intent.')) {
    const payment = readPaymentIntent(event.data.object as Stripe.PaymentIntent);
    return { kind: 'payment', payment: event.type === 'payment_intent.payment_failed' ? { ...payment, status: 'failed' } : payment };
  }
  if (event.type.startsWith('refund.')) return { kind: 'refund', refund: readRefund(event.data.object as Stripe.Refund) };
  return { kind: 'other' };
}

/** What we keep of an event: no addresses, no card data, no client secret. */
const keepable = (event: Stripe.Event): object => ({
  id: event.id, type: event.type, created: event.created, livemode: event.livemode,
  object: 'id' in event.data.object ? event.data.object.id : null,
});

/** Verifies the signature over the raw bytes (300 s tolerance) and translates. Throws `bad-signature`. */
export function readPaymentEvent(rawBody: Buffer, signature: string | null): ReceivedEvent {
  let event: Stripe.Event;
  const text = rawBody.toString('utf8');
  // Bytes that are no UTF-8 text would be verified as other bytes than came.
  if (!Buffer.from(text).equals(rawBody)) throw new AppError('bad-signature', 'the body is not text');
  try {
    event = stripe().webhooks.constructEvent(text, signature ?? '', env().STRIPE_WEBHOOK_SECRET);
  } catch (cause) {
    throw new AppError('bad-signature', 'webhook signature does not verify', { cause });
  }
  if (!event.id || !event.type || !event.data?.object) throw new AppError('bad-signature', 'not an event');
  return { id: event.id, type: event.type, payload: keepable(event), event: translate(event) };
}

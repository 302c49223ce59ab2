import Stripe from 'stripe';
import { AppError } from '@/lib/errors';

export type PaymentErrorCode =
  | 'payment-service-unavailable' // not reached, or it answered 5xx or 429: try again
  | 'payment-conflict' // the same key with other parameters, or at the same moment: try again
  | 'payment-rejected'; // can never succeed as asked

export class PaymentError extends AppError {
  declare readonly code: PaymentErrorCode;

  constructor(code: PaymentErrorCode, details: { cause?: unknown; stripeCode?: string | undefined } = {}) {
    super(code, code, { retryable: code !== 'payment-rejected', cause: details.cause, data: { stripeCode: details.stripeCode ?? null } });
    this.name = 'PaymentError';
  }

  get stripeCode(): string | null {
    return (this.details.data?.stripeCode as string | null | undefined) ?? null;
  }
}

/** Stripe's error in our words. */
export function toPaymentError(error: unknown): Error {
  if (error instanceof Stripe.errors.StripeIdempotencyError) return new PaymentError('payment-conflict', { cause: error });
  if (error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError) {
    const code = error.statusCode === 409 ? 'payment-conflict' : 'payment-rejected';
    return new PaymentError(code, { cause: error, stripeCode: error.code });
  }
  if (error instanceof Stripe.errors.StripeError) return new PaymentError('payment-service-unavailable', { cause: error, stripeCode: error.code });
  return error instanceof Error ? error : new Error(String(error));
}

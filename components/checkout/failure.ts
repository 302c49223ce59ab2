export const FAILURES = [
  'price-changed', 'plan-unavailable', 'not-now', 'quantity-unavailable', 'too-many-requests', 'declined', 'insufficient-funds', 'expired-card', 'wrong-code',
  'bank-busy', 'authentication', 'outcome-unknown', 'not-loaded', 'try-again',
] as const;
export type FailureCode = (typeof FAILURES)[number];

export type StripeFailure = { type?: string; code?: string | undefined; decline_code?: string | undefined };

const BY_CODE: Record<string, FailureCode> = {
  insufficient_funds: 'insufficient-funds', expired_card: 'expired-card', incorrect_cvc: 'wrong-code', invalid_cvc: 'wrong-code',
  processing_error: 'bank-busy', payment_intent_authentication_failure: 'authentication',
};

/** What Stripe said, in our words; `null` when its own form already shows it, `paid-elsewhere` when another tab was faster. */
export function failureOfPayment({ type, code, decline_code: decline }: StripeFailure): FailureCode | 'paid-elsewhere' | null {
  if (type === 'validation_error') return null;
  if (code === 'payment_intent_unexpected_state') return 'paid-elsewhere';
  const known = BY_CODE[decline ?? ''] ?? BY_CODE[code ?? ''];
  if (known) return known;
  if (type === 'card_error') return 'declined';
  return type === 'api_connection_error' || type === 'api_error' ? 'outcome-unknown' : 'try-again';
}

const isFailure = (code: string): code is FailureCode => (FAILURES as readonly string[]).includes(code);

/** A refusal of the shop's, before anything could be charged. */
export const failureOfStart = (code: string): FailureCode => (isFailure(code) ? code : 'try-again');

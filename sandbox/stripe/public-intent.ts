import { StripeApiError } from './api-error.ts';

const PUBLIC = new Set([
  'id', 'object', 'amount', 'amount_details', 'automatic_payment_methods', 'canceled_at', 'cancellation_reason',
  'capture_method', 'client_secret', 'confirmation_method', 'created', 'currency', 'description', 'last_payment_error',
  'livemode', 'next_action', 'payment_method', 'payment_method_configuration_details', 'payment_method_types',
  'processing', 'receipt_email', 'setup_future_usage', 'shipping', 'source', 'status',
]);

/** What a browser holding the client secret gets to see: no metadata, no customer, no charge. */
export function publicView(intent: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(intent).filter(([name]) => PUBLIC.has(name)));
}

export function publicError(error: unknown): unknown {
  if (!(error instanceof StripeApiError)) return error;
  const { payment_intent: intent, ...body } = error.body;
  if (typeof intent !== 'object' || intent === null) return error;
  return new StripeApiError(error.status, { ...body, payment_intent: publicView(intent) }, error.kept);
}

import { randomBytes } from 'node:crypto';
import { invalid, missing } from './api-error.ts';
import { asForm, asList, asText, type Form } from './form.ts';
import { newId } from './ids.ts';
import type { PaymentIntent } from './objects.ts';
import { amountOf, currencyOf, mergeMetadata, nullable } from './params.ts';
import type { StripeSandbox } from './sandbox.ts';

/** A new PaymentIntent from the parameters of `create`, all of them checked before anything is kept. */
export function makeIntent(sandbox: StripeSandbox, form: Form): PaymentIntent {
  const amount = amountOf(form.amount);
  const currency = currencyOf(form.currency, amount);
  const methods = methodChoice(form);
  const captureMethod = asText(form.capture_method) ?? 'automatic_async';
  if (!captureMethod.startsWith('automatic')) {
    throw invalid('The sandbox only captures automatically.', { param: 'capture_method' });
  }
  const id = newId('pi');
  const intent: PaymentIntent = {
    ...unused,
    id,
    object: 'payment_intent',
    amount,
    automatic_payment_methods: methods.automatic,
    capture_method: captureMethod,
    client_secret: `${id}_secret_${randomBytes(18).toString('hex').slice(0, 25)}`,
    confirmation_method: asText(form.confirmation_method) ?? 'automatic',
    created: sandbox.now(),
    currency,
    customer: customerOf(sandbox, form),
    description: nullable(form.description),
    metadata: mergeMetadata({}, form.metadata),
    payment_method_configuration_details: methods.automatic ? { id: 'pmc_sandbox', parent: null } : null,
    payment_method_options: { card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: methods.types,
    receipt_email: nullable(form.receipt_email),
    setup_future_usage: nullable(form.setup_future_usage),
    shipping: form.shipping ?? null,
    statement_descriptor: nullable(form.statement_descriptor),
    statement_descriptor_suffix: nullable(form.statement_descriptor_suffix),
    status: 'requires_payment_method',
  };
  return intent;
}

export function customerOf(sandbox: StripeSandbox, form: Form): string | null {
  const id = nullable(form.customer);
  if (id !== null && !sandbox.customers.has(id)) throw missing('customer', id, 'customer');
  return id;
}

function methodChoice(form: Form): { automatic: PaymentIntent['automatic_payment_methods']; types: string[] } {
  const types = asList(form.payment_method_types).map((type) => asText(type) ?? '');
  const automatic = asForm(form.automatic_payment_methods);
  if (types.length > 0) return { automatic: null, types };
  return {
    automatic: { allow_redirects: asText(automatic?.allow_redirects) ?? 'always', enabled: true },
    types: ['card', 'link'],
  };
}

const unused = {
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  canceled_at: null,
  cancellation_reason: null,
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_record: null,
  processing: null,
  review: null,
  source: null,
  transfer_data: null,
  transfer_group: null,
} as const;

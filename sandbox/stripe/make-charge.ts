import { newId } from './ids.ts';
import type { Charge, PaymentIntent, PaymentMethod } from './objects.ts';
import type { StripeSandbox } from './sandbox.ts';

interface Failure {
  code: string;
  declineCode: string | null;
  message: string;
}

/** The charge a payment leaves behind: succeeded, or failed with its reason. */
export function makeCharge(sandbox: StripeSandbox, intent: PaymentIntent, from: { method: PaymentMethod; failure?: Failure; isAuthenticated: boolean }): Charge {
  const { method, failure } = from;
  const id = newId('ch');
  const charge: Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: failure ? 0 : intent.amount,
    amount_refunded: 0,
    balance_transaction: failure ? null : newId('txn'),
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'SIMPLIFY SANDBOX',
    captured: !failure,
    created: sandbox.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    outcome: outcome(failure),
    paid: !failure,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method, from.isAuthenticated),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: failure ? null : `https://pay.stripe.com/receipts/payment/${id}`,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: failure ? 'failed' : 'succeeded',
  };
  sandbox.charges.set(id, charge);
  return charge;
}

function outcome(failure: Failure | undefined): Record<string, string | null> {
  if (!failure) {
    return { network_status: 'approved_by_network', reason: null, risk_level: 'normal', seller_message: 'Payment complete.', type: 'authorized' };
  }
  return {
    network_status: 'declined_by_network',
    reason: failure.declineCode,
    risk_level: 'normal',
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function methodDetails(method: PaymentMethod, isAuthenticated: boolean): Record<string, unknown> {
  if (!method.card) return { type: 'link', link: { country: 'US' } };
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = method.card;
  const three_d_secure = isAuthenticated
    ? { authentication_flow: 'challenge', result: 'authenticated', result_reason: null, version: '2.2.0' }
    : null;
  return {
    type: 'card',
    card: { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4, network: brand, three_d_secure, wallet: null },
  };
}

import { createHash } from 'node:crypto';
import { invalid, missing, required, StripeApiError } from './api-error.ts';
import { brandOf, CARD_OUTCOMES, type CardOutcome, hasValidChecksum, READY_METHODS } from './cards.ts';
import { asForm, asText, type Form } from './form.ts';
import { newId } from './ids.ts';
import type { BillingDetails, CardFacts, PaymentMethod } from './objects.ts';
import { integer, nullable } from './params.ts';
import type { StripeSandbox } from './sandbox.ts';

const NOT_A_TEST_CARD: CardOutcome = {
  kind: 'declines',
  code: 'card_declined',
  declineCode: 'test_mode_live_card',
  message: 'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
};

/** Makes a payment method from `payment_method_data`, checking the card as Stripe does before anything is charged. */
export function createPaymentMethod(sandbox: StripeSandbox, data: Form): PaymentMethod {
  const type = asText(data.type);
  if (type === undefined) throw required('type');
  if (type === 'link') return keep(sandbox, linkMethod(sandbox, data), '4242424242424242');
  if (type !== 'card') throw invalid(`Invalid payment method type: ${type}.`, { param: 'type' });
  const card = asForm(data.card);
  if (!card) throw required('card');
  const number = (asText(card.number) ?? '').replace(/[\s-]/g, '');
  return keep(sandbox, cardMethod(sandbox, number, { card, billing: asForm(data.billing_details) ?? {} }), number);
}

/** Finds one by id; `pm_card_…` names make a fresh one each time, as in Stripe's test mode. */
export function paymentMethodFor(sandbox: StripeSandbox, id: string): PaymentMethod {
  const number = READY_METHODS[id];
  if (number !== undefined) {
    const year = String(sandbox.world.now().getUTCFullYear() + 3);
    const card = { exp_month: '12', exp_year: year, cvc: number.startsWith('3') ? '1234' : '123' };
    return keep(sandbox, cardMethod(sandbox, number, { card, billing: {} }), number);
  }
  const found = sandbox.paymentMethods.get(id);
  if (!found) throw missing('PaymentMethod', id, 'payment_method');
  return found;
}

export function outcomeOf(sandbox: StripeSandbox, method: PaymentMethod): CardOutcome {
  return CARD_OUTCOMES[sandbox.cardNumbers.get(method.id) ?? ''] ?? NOT_A_TEST_CARD;
}

function keep(sandbox: StripeSandbox, method: PaymentMethod, number: string): PaymentMethod {
  sandbox.paymentMethods.set(method.id, method);
  sandbox.cardNumbers.set(method.id, number);
  return method;
}

function base(sandbox: StripeSandbox, billing: Form) {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingDetails(billing),
    created: sandbox.now(),
    customer: null,
    livemode: false,
    metadata: {},
  } as const;
}

function linkMethod(sandbox: StripeSandbox, data: Form): PaymentMethod {
  const method = base(sandbox, asForm(data.billing_details) ?? {});
  return { ...method, type: 'link', link: { email: method.billing_details.email } };
}

function cardMethod(sandbox: StripeSandbox, number: string, input: { card: Form; billing: Form }): PaymentMethod {
  const facts = cardFacts(sandbox, number, input.card);
  const card = {
    ...facts,
    display_brand: facts.brand,
    networks: { available: [facts.brand], preferred: null },
    wallet: null,
  };
  return { ...base(sandbox, input.billing), type: 'card', card };
}

function cardFacts(sandbox: StripeSandbox, number: string, card: Form): CardFacts {
  if (!/^\d{12,19}$/.test(number) || !hasValidChecksum(number)) {
    throw wrongCard('incorrect_number', 'number', 'Your card number is incorrect.');
  }
  const month = integer(card.exp_month, 'card[exp_month]');
  const given = integer(card.exp_year, 'card[exp_year]');
  const year = given < 100 ? given + 2000 : given;
  const now = sandbox.world.now();
  if (month < 1 || month > 12) {
    throw wrongCard('invalid_expiry_month', 'exp_month', "Your card's expiration month is invalid.");
  }
  if (year * 12 + month < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1) {
    throw wrongCard('invalid_expiry_year', 'exp_year', "Your card's expiration year is invalid.");
  }
  const brand = brandOf(number);
  const cvc = asText(card.cvc);
  if (cvc !== undefined && !(brand === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/).test(cvc)) {
    throw wrongCard('invalid_cvc', 'cvc', "Your card's security code is invalid.");
  }
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    exp_month: month,
    exp_year: year,
    fingerprint: createHash('sha256').update(number).digest('base64url').slice(0, 16),
    funding: number === '4000056655665556' ? 'debit' : 'credit',
    last4: number.slice(-4),
  };
}

function wrongCard(code: string, param: string, message: string): StripeApiError {
  return new StripeApiError(402, { type: 'card_error', code, param, message }, true);
}

function billingDetails(form: Form): BillingDetails {
  const address = asForm(form.address) ?? {};
  return {
    address: {
      city: nullable(address.city),
      country: nullable(address.country),
      line1: nullable(address.line1),
      line2: nullable(address.line2),
      postal_code: nullable(address.postal_code),
      state: nullable(address.state),
    },
    email: nullable(form.email),
    name: nullable(form.name),
    phone: nullable(form.phone),
    tax_id: null,
  };
}

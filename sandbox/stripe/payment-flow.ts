import { conflict, StripeApiError, type StripeErrorBody } from './api-error.ts';
import type { CardOutcome } from './cards.ts';
import { newId } from './ids.ts';
import { makeCharge } from './make-charge.ts';
import type { IntentStatus, NextAction, PaymentIntent, PaymentMethod } from './objects.ts';
import { outcomeOf, paymentMethodFor } from './payment-methods.ts';
import type { StripeSandbox } from './sandbox.ts';

const CONFIRMABLE: readonly IntentStatus[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
const CANCELABLE: readonly IntentStatus[] = [...CONFIRMABLE];

export interface Confirmation {
  method: PaymentMethod;
  returnUrl: string | undefined;
  viaStripeJs: boolean;
  origin: string;
}

export function assertConfirmable(intent: PaymentIntent) {
  if (CONFIRMABLE.includes(intent.status)) return;
  const why = intent.status === 'succeeded' ? 'it has already succeeded after being previously confirmed' : `it has a status of ${intent.status}`;
  throw conflict('payment_intent_unexpected_state', `You cannot confirm this PaymentIntent because ${why}.`, {
    payment_intent: structuredClone(intent),
  });
}

/** Confirms a payment with a card. Throws the 402 Stripe sends when the card is declined; the intent can then be tried again. */
export function confirmIntent(sandbox: StripeSandbox, intent: PaymentIntent, confirmation: Confirmation) {
  assertConfirmable(intent);
  intent.payment_method = confirmation.method.id;
  intent.last_payment_error = null;
  intent.next_action = null;
  const outcome = outcomeOf(sandbox, confirmation.method);
  if (outcome.kind === 'challenges') {
    intent.status = 'requires_action';
    intent.next_action = challenge(intent, confirmation);
    sandbox.emit('payment_intent.requires_action', intent);
    return;
  }
  conclude(sandbox, intent, { outcome, isAuthenticated: false });
}

/** What the customer's bank answered in the 3-D Secure dialog. A second answer changes nothing. */
export function answerChallenge(sandbox: StripeSandbox, intent: PaymentIntent, passed: boolean) {
  if (intent.status !== 'requires_action' || intent.payment_method === null) return;
  const outcome = outcomeOf(sandbox, paymentMethodFor(sandbox, intent.payment_method));
  intent.next_action = null;
  const then: CardOutcome = passed
    ? outcome.kind === 'challenges' ? outcome.afterwards : outcome
    : {
        kind: 'declines',
        code: 'payment_intent_authentication_failure',
        message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      };
  try {
    conclude(sandbox, intent, { outcome: then, isAuthenticated: passed });
  } catch (error) {
    // The dialog itself succeeded; the refusal is read from the intent.
    if (!(error instanceof StripeApiError)) throw error;
  }
}

export function cancelIntent(sandbox: StripeSandbox, intent: PaymentIntent, reason: string | null) {
  if (!CANCELABLE.includes(intent.status)) {
    throw conflict(
      'payment_intent_unexpected_state',
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, processing.`,
      { payment_intent: structuredClone(intent) },
    );
  }
  intent.status = 'canceled';
  intent.canceled_at = sandbox.now();
  intent.cancellation_reason = reason;
  intent.next_action = null;
  sandbox.emit('payment_intent.canceled', intent);
}

function conclude(sandbox: StripeSandbox, intent: PaymentIntent, result: { outcome: CardOutcome; isAuthenticated: boolean }) {
  const { outcome, isAuthenticated } = result;
  const method = paymentMethodFor(sandbox, intent.payment_method ?? '');
  if (outcome.kind === 'declines') throw decline(sandbox, intent, { method, outcome });
  if (outcome.kind === 'settles-later') {
    intent.status = 'processing';
    intent.processing = { type: 'card' };
    sandbox.emit('payment_intent.processing', intent);
    sandbox.timers.after(sandbox.settings.settlesAfterMs, () => settle(sandbox, intent, outcome.succeeds));
    return;
  }
  succeed(sandbox, intent, { method, isAuthenticated });
}

function settle(sandbox: StripeSandbox, intent: PaymentIntent, succeeds: boolean) {
  if (intent.status !== 'processing' || intent.payment_method === null) return;
  intent.processing = null;
  const method = paymentMethodFor(sandbox, intent.payment_method);
  if (succeeds) return succeed(sandbox, intent, { method, isAuthenticated: false });
  decline(sandbox, intent, {
    method,
    outcome: { code: 'card_declined', declineCode: 'generic_decline', message: 'The payment failed.' },
  });
}

function succeed(sandbox: StripeSandbox, intent: PaymentIntent, by: { method: PaymentMethod; isAuthenticated: boolean }) {
  const charge = makeCharge(sandbox, intent, by);
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  intent.latest_charge = charge.id;
  sandbox.world.record({
    service: 'stripe',
    type: 'charge',
    reference: intent.id,
    data: { chargeId: charge.id, amount: charge.amount, currency: charge.currency, metadata: { ...intent.metadata } },
  });
  sandbox.emit('charge.succeeded', charge);
  sandbox.emit('payment_intent.succeeded', intent);
}

function decline(
  sandbox: StripeSandbox,
  intent: PaymentIntent,
  refused: { method: PaymentMethod; outcome: { code: string; declineCode?: string; message: string } },
): StripeApiError {
  const { code, declineCode, message } = refused.outcome;
  const isAuthentication = code === 'payment_intent_authentication_failure';
  const failure = { code, declineCode: declineCode ?? null, message };
  const charge = isAuthentication ? null : makeCharge(sandbox, intent, { method: refused.method, failure, isAuthenticated: false });
  const error: StripeErrorBody = {
    type: isAuthentication ? 'invalid_request_error' : 'card_error',
    code,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message,
    ...(charge ? { charge: charge.id } : {}),
    ...(declineCode === undefined ? {} : { decline_code: declineCode }),
    payment_method: structuredClone(refused.method),
  };
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.last_payment_error = error;
  if (charge) {
    intent.latest_charge = charge.id;
    sandbox.emit('charge.failed', charge);
  }
  sandbox.emit('payment_intent.payment_failed', intent);
  return new StripeApiError(402, { ...error, payment_intent: structuredClone(intent) }, true);
}

function challenge(intent: PaymentIntent, { returnUrl, viaStripeJs, origin }: Confirmation): NextAction {
  const url = `${origin}/authenticate/${intent.id}?payment_intent_client_secret=${intent.client_secret}`;
  if (!viaStripeJs && returnUrl !== undefined) {
    const back = `&return_url=${encodeURIComponent(returnUrl)}`;
    return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: url + back } };
  }
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: newId('src') } };
}

import { type Context, Hono } from 'hono';
import { conflict, invalid, missing, required } from './api-error.ts';
import { type StripeEnv, secretOnly } from './auth.ts';
import { expanded } from './expand.ts';
import { asForm, asText, type Form, parseForm } from './form.ts';
import { CONFIRM_PARAMS, CREATE_PARAMS, UPDATE_PARAMS } from './intent-params.ts';
import { listPage, queryOf } from './list.ts';
import { customerOf, makeIntent } from './make-intent.ts';
import type { PaymentIntent } from './objects.ts';
import { amountOf, currencyOf, mergeMetadata, nullable, onlyParams } from './params.ts';
import { answerChallenge, assertConfirmable, cancelIntent, type Confirmation, confirmIntent } from './payment-flow.ts';
import { createPaymentMethod, paymentMethodFor } from './payment-methods.ts';
import { publicView } from './public-intent.ts';
import type { StripeSandbox } from './sandbox.ts';
import { matchesSearch } from './search.ts';

const CANCEL_REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'];

export function paymentIntentRoutes(sandbox: StripeSandbox): Hono<StripeEnv> {
  const { intents, world } = sandbox;
  const fault = (operation: string) => world.faults('stripe', `payment-intents-${operation}`);
  const find = (c: Context<StripeEnv>, form: Form) => findIntent(sandbox, c, form);

  return new Hono<StripeEnv>()
    .post('/', secretOnly, async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, CREATE_PARAMS);
      const intent = makeIntent(sandbox, form);
      const isConfirmed = asText(form.confirm) === 'true';
      if (!isConfirmed && asText(form.return_url) !== undefined) {
        throw invalid('The parameter `return_url` cannot be passed when creating a PaymentIntent unless `confirm` is set to true.', { param: 'return_url' });
      }
      const confirmation = isConfirmed ? confirmationFrom(sandbox, c, { form, intent }) : null;
      const attached = !isConfirmed && hasMethod(form) ? methodFrom(sandbox, form) : null;
      intents.set(intent.id, intent);
      sandbox.emit('payment_intent.created', intent);
      if (attached) Object.assign(intent, { payment_method: attached.id, status: 'requires_confirmation' });
      if (confirmation) confirmIntent(sandbox, intent, confirmation);
      return c.json(expanded(sandbox, intent, form));
    })
    .get('/', secretOnly, fault('list'), (c) => {
      const query = queryOf(c);
      const customer = asText(query.customer);
      const found = [...intents.values()].filter((intent) => customer === undefined || intent.customer === customer);
      return c.json(expanded(sandbox, listPage(query, found, '/v1/payment_intents'), query));
    })
    .get('/search', secretOnly, fault('search'), (c) => {
      const query = queryOf(c);
      const found = [...intents.values()].filter((intent) => matchesSearch(intent, asText(query.query) ?? ''));
      const page = listPage({ limit: query.limit ?? '10' }, found, '/v1/payment_intents/search');
      return c.json(expanded(sandbox, { ...page, object: 'search_result', next_page: null }, query));
    })
    .get('/:intent', fault('retrieve'), (c) => {
      const query = queryOf(c);
      return c.json(shown(c, expanded(sandbox, find(c, query), query)));
    })
    .post('/:intent', secretOnly, async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, UPDATE_PARAMS);
      return c.json(expanded(sandbox, updateIntent(sandbox, find(c, form), form), form));
    })
    .post('/:intent/confirm', async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, CONFIRM_PARAMS);
      const intent = find(c, form);
      assertConfirmable(intent);
      confirmIntent(sandbox, intent, confirmationFrom(sandbox, c, { form, intent }));
      return c.json(shown(c, expanded(sandbox, intent, form)));
    })
    .post('/:intent/challenge', async (c) => {
      const form = parseForm(await c.req.text());
      const intent = find(c, form);
      answerChallenge(sandbox, intent, asText(form.outcome) === 'complete');
      return c.json(shown(c, { ...intent }));
    })
    .post('/:intent/cancel', secretOnly, async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, ['cancellation_reason']);
      const reason = nullable(form.cancellation_reason);
      if (reason !== null && !CANCEL_REASONS.includes(reason)) {
        throw invalid(`Invalid cancellation_reason: must be one of ${CANCEL_REASONS.join(', ')}`, { param: 'cancellation_reason' });
      }
      const intent = find(c, form);
      cancelIntent(sandbox, intent, reason);
      return c.json(expanded(sandbox, intent, form));
    });
}

const shown = (c: Context<StripeEnv>, intent: Record<string, unknown>) =>
  c.get('caller') === 'publishable' ? publicView(intent) : intent;

/** A browser may only touch the intent whose client secret it holds. */
function findIntent(sandbox: StripeSandbox, c: Context<StripeEnv>, form: Form): PaymentIntent {
  const id = c.req.param('intent') ?? '';
  const intent = sandbox.intents.get(id);
  if (!intent) throw missing('payment_intent', id, 'intent');
  const secret = asText(form.client_secret);
  if (c.get('caller') === 'publishable' && secret === undefined) throw required('client_secret');
  if (secret !== undefined && secret !== intent.client_secret) {
    throw invalid('The client_secret provided does not match any associated PaymentIntent on this account.', {
      code: 'payment_intent_invalid_parameter',
      param: 'client_secret',
    });
  }
  return intent;
}

function updateIntent(sandbox: StripeSandbox, intent: PaymentIntent, form: Form): PaymentIntent {
  const isOver = intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing';
  const frozen = Object.keys(form).find((name) => !['metadata', 'description', 'expand', 'receipt_email'].includes(name));
  if (isOver && frozen !== undefined) {
    throw conflict('payment_intent_unexpected_state', `This PaymentIntent's ${frozen} could not be updated because it has a status of ${intent.status}.`);
  }
  const amount = form.amount === undefined ? intent.amount : amountOf(form.amount);
  const currency = form.currency === undefined ? intent.currency : currencyOf(form.currency, amount);
  const metadata = mergeMetadata(intent.metadata, form.metadata);
  const customer = form.customer === undefined ? intent.customer : customerOf(sandbox, form);
  const method = hasMethod(form) ? methodFrom(sandbox, form) : null;
  Object.assign(intent, { amount, currency, metadata, customer });
  if (form.description !== undefined) intent.description = nullable(form.description);
  if (form.receipt_email !== undefined) intent.receipt_email = nullable(form.receipt_email);
  if (form.shipping !== undefined) intent.shipping = form.shipping === '' ? null : form.shipping;
  if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation', next_action: null });
  return intent;
}

const hasMethod = (form: Form) => form.payment_method !== undefined || form.payment_method_data !== undefined;

function methodFrom(sandbox: StripeSandbox, form: Form) {
  const data = asForm(form.payment_method_data);
  return data ? createPaymentMethod(sandbox, data) : paymentMethodFor(sandbox, asText(form.payment_method) ?? '');
}

function confirmationFrom(sandbox: StripeSandbox, c: Context<StripeEnv>, of: { form: Form; intent: PaymentIntent }): Confirmation {
  const { form, intent } = of;
  const returnUrl = asText(form.return_url);
  if (!hasMethod(form) && intent.payment_method === null) {
    throw conflict('payment_intent_unexpected_state', "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.");
  }
  if (c.get('caller') === 'secret' && returnUrl === undefined && intent.automatic_payment_methods?.allow_redirects === 'always') {
    throw invalid('This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don\'t want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.');
  }
  const method = hasMethod(form) ? methodFrom(sandbox, form) : paymentMethodFor(sandbox, intent.payment_method ?? '');
  return { method, returnUrl, viaStripeJs: asText(form.use_stripe_sdk) === 'true', origin: new URL(c.req.url).origin };
}

import { createApi, intentIdOf } from './api.js';
import { askBank } from './dialog.js';
import { wordsFor } from './dom.js';
import { createElements, integrationError } from './elements.js';

const ORIGIN = new URL(document.currentScript.src).origin;

function withResult(url, intent) {
  const target = new URL(url, location.href);
  target.searchParams.set('payment_intent', intent.id);
  target.searchParams.set('payment_intent_client_secret', intent.client_secret);
  const failed = intent.status === 'requires_payment_method';
  target.searchParams.set('redirect_status', failed ? 'failed' : intent.status === 'processing' ? 'pending' : 'succeeded');
  return target.href;
}

async function challenge(api, intent, look) {
  const passed = await askBank(wordsFor(look.locale), look.appearance);
  const { value, error } = await api.post(`/v1/payment_intents/${intent.id}/challenge`, {
    client_secret: intent.client_secret,
    outcome: passed ? 'complete' : 'fail',
  });
  if (error) return { error };
  if (value.last_payment_error) return { error: { ...value.last_payment_error, payment_intent: value } };
  return { paymentIntent: value };
}

async function finish(api, intent, look) {
  if (intent.status === 'requires_action' && intent.next_action?.type === 'use_stripe_sdk') return challenge(api, intent, look);
  return { paymentIntent: intent };
}

// Stripe refuses a deferred form whose amount or currency is not the intent's; a shop that shows one price and asks another must hear it here.
function mismatch(options, intent) {
  if (!options.mode) return null;
  for (const name of ['amount', 'currency']) {
    if (options[name] !== intent[name]) {
      const message = `The ${name} provided to Elements (${options[name]}) does not match the ${name} of the PaymentIntent (${intent[name]}).`;
      return { type: 'invalid_request_error', code: 'payment_intent_invalid_parameter', param: name, message };
    }
  }
  return null;
}

function confirmation({ elements, confirmParams, clientSecret }) {
  const { payment_method_data: extra = {}, return_url: returnUrl, ...rest } = confirmParams;
  return {
    ...rest,
    client_secret: clientSecret,
    return_url: returnUrl,
    use_stripe_sdk: true,
    ...(rest.payment_method || !elements ? {} : { payment_method_data: { ...extra, ...elements.paymentMethodData() } }),
  };
}

async function confirmPayment(api, { elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
  const options = elements?.group.options ?? {};
  const secret = clientSecret ?? options.clientSecret;
  if (!secret) throw integrationError('stripe.confirmPayment(): expected a clientSecret.');
  if (redirect !== 'if_required' && !confirmParams.return_url) {
    throw integrationError('stripe.confirmPayment(): expected confirmParams.return_url, or redirect: "if_required".');
  }
  if (elements && options.mode && !elements.group.isSubmitted) {
    throw integrationError('elements.submit() must be called before stripe.confirmPayment() when the intent is created later.');
  }
  if (elements && !options.mode) {
    const { error } = await elements.submit();
    if (error) return { error };
  }
  const path = `/v1/payment_intents/${intentIdOf(secret)}`;
  const before = await api.get(path, { client_secret: secret });
  if (before.error) return { error: before.error };
  const wrong = mismatch(options, before.value);
  if (wrong) return { error: wrong };
  const answer = await api.post(`${path}/confirm`, confirmation({ elements, confirmParams, clientSecret: secret }));
  if (elements) elements.group.express = null;
  if (answer.error) return { error: answer.error };
  const result = await finish(api, answer.value, options);
  if (result.error || redirect === 'if_required') return result;
  location.assign(withResult(confirmParams.return_url, result.paymentIntent));
  return new Promise(() => {});
}

async function retrieve(api, clientSecret) {
  const { value, error } = await api.get(`/v1/payment_intents/${intentIdOf(clientSecret)}`, { client_secret: clientSecret });
  return error ? { error } : { paymentIntent: value };
}

async function createPaymentMethod(api, { elements, params = {}, ...given }) {
  const data = elements ? { ...elements.paymentMethodData(), ...params } : given;
  const { value, error } = await api.post('/v1/payment_methods', data);
  return error ? { error } : { paymentMethod: value };
}

function notHere(name) {
  return () => Promise.reject(integrationError(`stripe.${name}() is not part of the sandbox.`));
}

/** Stands in for Stripe.js on pages of the demo and the tests. It never sees a real card. */
function Stripe(key, settings = {}) {
  if (!/^pk_test_\w+$/.test(String(key))) throw integrationError('The sandbox takes publishable test keys (pk_test_…) only.');
  const look = { locale: settings.locale, appearance: undefined };
  const api = createApi(ORIGIN, key, () => wordsFor(look.locale));
  return {
    _registerWrapper() {},
    registerAppInfo() {},
    elements(options = {}) {
      const group = createElements({ locale: settings.locale, ...options });
      look.appearance = options.appearance;
      return group;
    },
    confirmPayment: (options) => confirmPayment(api, options),
    retrievePaymentIntent: (clientSecret) => retrieve(api, clientSecret),
    async handleNextAction({ clientSecret }) {
      const { paymentIntent, error } = await retrieve(api, clientSecret);
      return error ? { error } : finish(api, paymentIntent, look);
    },
    createPaymentMethod: (options) => createPaymentMethod(api, options),
    createToken: notHere('createToken'),
    createConfirmationToken: notHere('createConfirmationToken'),
    confirmCardPayment: notHere('confirmCardPayment'),
    confirmSetup: notHere('confirmSetup'),
  };
}

Stripe.version = 'endive';
window.Stripe = Stripe;

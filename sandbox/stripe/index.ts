import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { World } from '../core.ts';
import { accountRoutes } from './account.ts';
import { answerError, StripeApiError } from './api-error.ts';
import { type StripeEnv, authenticate } from './auth.ts';
import { challengePage } from './challenge-page.ts';
import { customerRoutes } from './customers.ts';
import { idempotency } from './idempotency.ts';
import { newId } from './ids.ts';
import { paymentIntentRoutes } from './payment-intents.ts';
import { publicError } from './public-intent.ts';
import { refundRoutes } from './refunds.ts';
import { API_VERSION, createStripeSandbox, type StripeSandbox } from './sandbox.ts';
import { stripeJs } from './stripe-js.ts';

/** Writes carry idempotency keys, so their faults sit outside it: an answer lost on the wire is still remembered. */
const WRITES: Record<string, string> = {
  '/v1/payment_intents': 'payment-intents-create',
  '/v1/payment_intents/:id': 'payment-intents-update',
  '/v1/payment_intents/:id/confirm': 'payment-intents-confirm',
  '/v1/payment_intents/:id/cancel': 'payment-intents-cancel',
  '/v1/refunds': 'refunds-create',
  '/v1/customers': 'customers-create',
};

export function createStripe(world: World): Hono {
  return createStripeApp(createStripeSandbox(world));
}

export function createStripeApp(sandbox: StripeSandbox): Hono {
  const api = new Hono<StripeEnv>();
  api.use('*', cors({ origin: '*', exposeHeaders: ['Request-Id', 'Idempotent-Replayed'], maxAge: 600 }));
  api.use('*', async (c, next) => {
    await next();
    c.header('Request-Id', newId('req', 14));
    c.header('Stripe-Version', c.req.header('stripe-version') ?? API_VERSION);
  });
  api.use('*', authenticate);
  for (const [path, operation] of Object.entries(WRITES)) {
    api.post(path.slice('/v1'.length), sandbox.world.faults('stripe', operation));
  }
  api.use('*', idempotency(sandbox));
  api.route('/payment_intents', paymentIntentRoutes(sandbox));
  api.route('/refunds', refundRoutes(sandbox));
  api.route('/customers', customerRoutes(sandbox));
  api.route('/', accountRoutes(sandbox));
  api.onError((error, c) => answerError(c.get('caller') === 'publishable' ? publicError(error) : error, c));

  const app = new Hono();
  app.get('/', (c) => c.text('Simplify sandbox: Stripe'));
  app.get('/stripe.js', stripeJs);
  app.route('/authenticate', challengePage(sandbox));
  app.route('/v1', api);
  app.onError(answerError);
  app.notFound((c) =>
    answerError(
      new StripeApiError(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${c.req.method}: ${c.req.path}).`,
      }),
      c,
    ),
  );
  return app;
}

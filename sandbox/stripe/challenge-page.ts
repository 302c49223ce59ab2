import { Hono } from 'hono';
import { html } from 'hono/html';
import { missing } from './api-error.ts';
import { parseForm } from './form.ts';
import type { PaymentIntent } from './objects.ts';
import { answerChallenge } from './payment-flow.ts';
import type { StripeSandbox } from './sandbox.ts';

/** The bank's page, for payments confirmed by redirect. Stripe.js shows its own dialog instead. */
export function challengePage(sandbox: StripeSandbox): Hono {
  return new Hono()
    .get('/:intent', (c) => {
      const intent = find(sandbox, c.req.param('intent'), c.req.query('payment_intent_client_secret'));
      return c.html(html`<!doctype html>
        <html lang="en">
          <meta name="viewport" content="width=device-width" />
          <title>3-D Secure (sandbox)</title>
          <body style="font: 1rem/1.5 system-ui; max-width: 28rem; margin: 4rem auto; padding: 0 1rem">
            <h1>3-D Secure (sandbox)</h1>
            <p>Your bank asks you to confirm this payment of ${intent.amount} ${intent.currency.toUpperCase()} (minor units).</p>
            <form method="post">
              <button name="outcome" value="complete">Complete</button>
              <button name="outcome" value="fail">Fail</button>
            </form>
          </body>
        </html>`);
    })
    .post('/:intent', async (c) => {
      const secret = c.req.query('payment_intent_client_secret');
      const intent = find(sandbox, c.req.param('intent'), secret);
      const passed = parseForm(await c.req.text()).outcome === 'complete';
      answerChallenge(sandbox, intent, passed);
      const back = new URL(c.req.query('return_url') ?? '/', c.req.url);
      back.searchParams.set('payment_intent', intent.id);
      back.searchParams.set('payment_intent_client_secret', intent.client_secret);
      back.searchParams.set('redirect_status', passed ? 'succeeded' : 'failed');
      return c.redirect(back.href, 303);
    });
}

function find(sandbox: StripeSandbox, id: string, secret: string | undefined): PaymentIntent {
  const intent = sandbox.intents.get(id);
  if (!intent || intent.client_secret !== secret) throw missing('payment_intent', id, 'intent');
  return intent;
}

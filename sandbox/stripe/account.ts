import { Hono } from 'hono';
import { missing } from './api-error.ts';
import { type StripeEnv, secretOnly } from './auth.ts';
import { expanded } from './expand.ts';
import { asList, asText, parseForm } from './form.ts';
import { listPage, queryOf } from './list.ts';
import { createPaymentMethod } from './payment-methods.ts';
import type { StripeSandbox } from './sandbox.ts';

/** The objects that are mostly read: charges, events, payment methods, the balance. */
export function accountRoutes(sandbox: StripeSandbox): Hono<StripeEnv> {
  const { charges, events, paymentMethods } = sandbox;
  return new Hono<StripeEnv>()
    .get('/charges', secretOnly, (c) => {
      const query = queryOf(c);
      const intent = asText(query.payment_intent);
      const found = [...charges.values()].filter((charge) => intent === undefined || charge.payment_intent === intent);
      return c.json(expanded(sandbox, listPage(query, found, '/v1/charges'), query));
    })
    .get('/charges/:id', secretOnly, (c) => {
      const id = c.req.param('id');
      const charge = charges.get(id);
      if (!charge) throw missing('charge', id);
      return c.json(expanded(sandbox, charge, queryOf(c)));
    })
    .get('/events', secretOnly, (c) => {
      const query = queryOf(c);
      const types = [query.type, ...asList(query.types)].filter((type) => typeof type === 'string');
      const found = [...events.values()].filter((event) => types.length === 0 || types.includes(event.type));
      return c.json(listPage(query, found, '/v1/events'));
    })
    .get('/events/:id', secretOnly, (c) => {
      const id = c.req.param('id');
      const event = events.get(id);
      if (!event) throw missing('event', id);
      return c.json(event);
    })
    .post('/payment_methods', async (c) => c.json(createPaymentMethod(sandbox, parseForm(await c.req.text()))))
    .get('/payment_methods/:id', secretOnly, (c) => {
      const id = c.req.param('id');
      const method = paymentMethods.get(id);
      if (!method) throw missing('PaymentMethod', id);
      return c.json(method);
    })
    .get('/balance', secretOnly, (c) => {
      const totals = new Map<string, number>();
      for (const charge of charges.values()) {
        const kept = charge.amount_captured - charge.amount_refunded;
        totals.set(charge.currency, (totals.get(charge.currency) ?? 0) + kept);
      }
      const pending = [...totals].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
      return c.json({ object: 'balance', available: [], livemode: false, pending });
    });
}

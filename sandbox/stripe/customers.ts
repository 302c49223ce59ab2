import { Hono } from 'hono';
import { missing } from './api-error.ts';
import { type StripeEnv, secretOnly } from './auth.ts';
import { expanded } from './expand.ts';
import { asText, parseForm } from './form.ts';
import { newId } from './ids.ts';
import { listPage, queryOf } from './list.ts';
import type { Customer } from './objects.ts';
import { mergeMetadata, nullable, onlyParams } from './params.ts';
import type { StripeSandbox } from './sandbox.ts';

const PARAMS = ['address', 'description', 'email', 'metadata', 'name', 'phone', 'preferred_locales', 'shipping', 'tax', 'test_clock'];

export function customerRoutes(sandbox: StripeSandbox): Hono<StripeEnv> {
  const { customers, world } = sandbox;
  const fault = (operation: string) => world.faults('stripe', `customers-${operation}`);

  return new Hono<StripeEnv>()
    .use('*', secretOnly)
    .post('/', async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, PARAMS);
      const metadata = mergeMetadata({}, form.metadata);
      const customer: Customer = {
        ...unused,
        id: newId('cus', 14),
        object: 'customer',
        created: sandbox.now(),
        description: nullable(form.description),
        email: nullable(form.email),
        invoice_prefix: newId('x', 8).slice(2).toUpperCase(),
        metadata,
        name: nullable(form.name),
        phone: nullable(form.phone),
        preferred_locales: [],
      };
      customers.set(customer.id, customer);
      sandbox.emit('customer.created', customer);
      return c.json(expanded(sandbox, customer, form));
    })
    .get('/', fault('list'), (c) => {
      const query = queryOf(c);
      const email = asText(query.email);
      const found = [...customers.values()].filter((customer) => email === undefined || customer.email === email);
      return c.json(listPage(query, found, '/v1/customers'));
    })
    .get('/:id', fault('retrieve'), (c) => c.json(find(sandbox, c.req.param('id'))))
    .post('/:id', async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, PARAMS);
      const customer = find(sandbox, c.req.param('id'));
      customer.metadata = mergeMetadata(customer.metadata, form.metadata);
      for (const field of ['description', 'email', 'name', 'phone'] as const) {
        if (form[field] !== undefined) customer[field] = nullable(form[field]);
      }
      sandbox.emit('customer.updated', customer);
      return c.json(customer);
    })
    .delete('/:id', (c) => {
      const { id } = find(sandbox, c.req.param('id'));
      customers.delete(id);
      return c.json({ id, object: 'customer', deleted: true });
    });
}

function find(sandbox: StripeSandbox, id: string): Customer {
  const customer = sandbox.customers.get(id);
  if (!customer) throw missing('customer', id);
  return customer;
}

const unused = {
  balance: 0,
  currency: null,
  default_source: null,
  delinquent: false,
  discount: null,
  livemode: false,
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
} as const;

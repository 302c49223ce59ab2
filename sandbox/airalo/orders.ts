import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Hono } from 'hono';
import { crash, foreign, notFound, refuseBusiness, refuseFields, success } from './answers.ts';
import { type Asked, checkOrder } from './order-checks.ts';
import { includesOf, listOrders } from './orders-list.ts';
import { readForm } from './read-form.ts';
import type { Airalo, Order } from './state.ts';
import { placeTopUp } from './top-ups.ts';
import { wireNewOrder, wireOldOrder } from './wire-orders.ts';
import { centsOf, costCents } from './wire-prices.ts';

// Ids below this belong to some other partner.
const FIRST_OWN_ID = 1_000;

export function ordersRoutes(app: Hono, airalo: Airalo) {
  const { world, settings } = airalo;
  app.post('/orders', world.faults('airalo', 'order'), async (c) => {
    const order = await placeOrder(c, airalo);
    if (order instanceof Response) return order;
    const slowMs = settings.slowOrders[order.found.id] ?? settings.slowOrderMs;
    if (slowMs > 0) await wait(slowMs, undefined, { ref: false });
    return c.json(success(wireNewOrder(order, settings)));
  });
  app.post('/orders/topups', world.faults('airalo', 'top-up'), (c) => placeTopUp(c, airalo));
  app.get('/orders', world.faults('airalo', 'orders-list'), (c) => listOrders(c, airalo));
  app.get('/orders/:id', world.faults('airalo', 'order-read'), (c) => {
    const id = Number(c.req.param('id'));
    if (Number.isInteger(id) && id > 0 && id < FIRST_OWN_ID) return foreign(c);
    const order = airalo.orders.find((candidate) => candidate.id === id);
    return order ? c.json(success(wireOldOrder(order, includesOf(c), settings))) : notFound(c);
  });
}

async function placeOrder(c: Context, airalo: Airalo): Promise<Order | Response> {
  const { settings, catalogue } = airalo;
  if (settings.isAddressRefused) return refuseBusiness(c, 89);
  const form = await readForm(c);
  if (!form) return crash(c);
  const checked = checkOrder(form, settings, catalogue.find);
  if ('code' in checked) return refuseBusiness(c, checked.code);
  if ('fields' in checked) return refuseFields(c, checked.fields);
  return buy(airalo, checked.asked) ?? refuseBusiness(c, 11);
}

/** Takes stock and credit and keeps the order; null when the credit does not reach. */
function buy({ world, settings, addOrder }: Airalo, { found, quantity, description, brand, sharesLink }: Asked): Order | null {
  const cost = costCents(found.offer, settings);
  const leftCents = Math.round(settings.creditUsd * 100) - cost * quantity;
  if (leftCents < 0) return null;
  settings.creditUsd = leftCents / 100;
  const stock = settings.stock[found.id];
  if (stock !== undefined) settings.stock[found.id] = stock - quantity;
  const retailCents = centsOf(found.offer, settings).retail;
  const order = addOrder({ found, quantity, description, brand, retailCents, costCents: cost }, sharesLink);
  world.record({
    service: 'airalo',
    type: 'purchase',
    reference: description ?? '',
    data: {
      package_id: found.id,
      quantity,
      providerOrderId: String(order.id),
      iccids: order.sims.map((sim) => sim.iccid),
      costUsdCents: cost * quantity,
    },
  });
  return order;
}

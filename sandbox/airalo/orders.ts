import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Hono } from 'hono';
import { crash, foreign, notFound, refuseBusiness, refuseFields, success } from './answers.ts';
import { placeAsyncOrder } from './async-orders.ts';
import { buy } from './buy.ts';
import { checkOrder } from './order-checks.ts';
import { includesOf, listOrders } from './orders-list.ts';
import { readForm } from './read-form.ts';
import type { Airalo, Order } from './state.ts';
import { placeTopUp } from './top-ups.ts';
import { wireNewOrder, wireOldOrder } from './wire-orders.ts';

// Ids below this belong to some other partner.
const FIRST_OWN_ID = 1_000;

export function ordersRoutes(app: Hono, airalo: Airalo) {
  const { world, settings } = airalo;
  app.on('POST', ['/orders', '/orders-async', '/orders/topups'], async (c, next) => airalo.limit(c, 'orders', settings.ordersPerMinute) ?? next());
  app.post('/orders', world.faults('airalo', 'order'), async (c) => {
    const order = await placeOrder(c, airalo);
    if (order instanceof Response) return order;
    const slowMs = settings.slowOrders[order.found.id] ?? settings.slowOrderMs;
    if (slowMs > 0) await wait(slowMs, undefined, { ref: false });
    return c.json(success(wireNewOrder(order, settings)));
  });
  app.post('/orders-async', world.faults('airalo', 'order-async'), (c) => placeAsyncOrder(c, airalo));
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
  const form = await readForm(c, settings.orderBody);
  if (!form) return crash(c);
  const checked = checkOrder(form, settings, catalogue.find);
  if ('code' in checked) return refuseBusiness(c, checked.code);
  if ('fields' in checked) return refuseFields(c, checked.fields);
  return buy(airalo, checked.asked) ?? refuseBusiness(c, 11);
}

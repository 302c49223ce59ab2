import type { Context, Hono } from 'hono';
import { crash, refuseBusiness, refuseFields, success } from './answers.ts';
import { asyncUrl, noWebhook } from './async-orders.ts';
import { cancelFutureOrders } from './cancel-future-orders.ts';
import { answersHead } from './deliver-webhook.ts';
import { DAY, type FutureOrder, type FutureStatus } from './future-order.ts';
import { checkDueDate, readMinute, writeMinute } from './future-order-checks.ts';
import { listFutureOrders } from './future-orders-list.ts';
import { checkOrder } from './order-checks.ts';
import { readForm } from './read-form.ts';
import { requestId } from './request-id.ts';
import { runFutureOrder } from './run-future-order.ts';
import type { Airalo } from './state.ts';

const FATES: Record<string, FutureStatus> = {
  'test-create-pending-future-order-7days-1gb': 'pending',
  'test-create-failed-future-order-7days-1gb': 'failed',
  'test-create-retry-future-order-7days-1gb': 'retry',
};

/** Orders for a later day: made, listed, cancelled; worked off when the sandbox clock says so (§7.3 to §7.5). */
export function futureOrderRoutes(app: Hono, airalo: Airalo) {
  const { world } = airalo;
  app.post('/future-orders', world.faults('airalo', 'future-order'), (c) => placeFutureOrder(c, airalo));
  app.get('/future-orders', world.faults('airalo', 'future-orders-list'), (c) => listFutureOrders(c, airalo));
  app.post('/cancel-future-orders', world.faults('airalo', 'future-orders-cancel'), (c) => cancelFutureOrders(c, airalo));
}

async function placeFutureOrder(c: Context, airalo: Airalo): Promise<Response> {
  const { world, settings, catalogue, futureOrders, timers } = airalo;
  const form = await readForm(c);
  if (!form) return crash(c);
  const fate = FATES[form.text('package_id') ?? ''] ?? null;
  const checked = checkOrder(form, settings, (id) => (fate === null ? catalogue.find(id) : catalogue.specimen(id)));
  if ('code' in checked) return refuseBusiness(c, checked.code);
  const now = world.now().getTime();
  const fields = { ...('fields' in checked ? checked.fields : {}), ...checkDueDate(form.text('due_date'), now) };
  if (!('asked' in checked) || Object.keys(fields).length > 0) return refuseFields(c, fields);
  const given = form.text('webhook_url');
  const url = asyncUrl(airalo, given);
  if (url === null) return noWebhook(c);
  if (given && !(await answersHead(given, settings))) return refuseFields(c, { webhook_url: 'The webhook url is not reachable.' });
  const order: FutureOrder = {
    id: requestId(), asked: checked.asked, url, dueAt: readMinute(form.text('due_date') ?? ''), status: fate ?? 'pending', attempts: 0, fate,
  };
  futureOrders.set(order.id, order);
  if (settings.sandboxMode) runFutureOrder(airalo, order);
  else timers.after(order.dueAt - now, () => runFutureOrder(airalo, order));
  return c.json(success({ request_id: order.id, due_date: writeMinute(order.dueAt), latest_cancellation_date: writeMinute(order.dueAt - DAY) }));
}

import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { raiseBalanceAlert } from './alerts.ts';
import { readCount, readTimeFilter, refuse } from './answers.ts';
import { type AskedOrder, parseBody, readOrder } from './read-order.ts';
import type { EsimGo, Order } from './state.ts';
import { totalCents, wireBalanceTopUp, wireOrder, wireValidation } from './wire-orders.ts';

export function orderRoutes(app: Hono, esimgo: EsimGo) {
  const { world, settings, orders } = esimgo;
  app.post('/orders', orderFaults(esimgo), (c) => answerOrder(c, esimgo));
  app.get('/orders', world.faults('esimgo', 'orders-list'), (c) => listOrders(c, esimgo));
  app.get('/orders/:reference', world.faults('esimgo', 'order-read'), (c) => {
    const order = orders.find(({ reference }) => reference === c.req.param('reference'));
    return order ? c.json(wireOrder(order, esimgo, { withEsims: true })) : refuse(c, settings.unknownOrderStatus, 'access denied');
  });
}

/** Faults of `order` wait for the transaction; the dry run before it is `validate`. */
function orderFaults({ world }: EsimGo): MiddlewareHandler {
  const ofOrder = world.faults('esimgo', 'order');
  const ofValidate = world.faults('esimgo', 'validate');
  return async (c, next) => {
    const body = parseBody(await c.req.raw.clone().text());
    return body?.type === 'validate' ? ofValidate(c, next) : ofOrder(c, next);
  };
}

async function answerOrder(c: Context, esimgo: EsimGo): Promise<Response> {
  const { world, settings } = esimgo;
  const fail = (status: number, message: string) =>
    settings.plainTextErrors ? c.text(message, status as ContentfulStatusCode) : refuse(c, status, message);
  const body = parseBody(await c.req.text());
  if (!body) return fail(400, 'failed to parse request body');
  const asked = readOrder(body, esimgo);
  if ('status' in asked) return fail(asked.status, asked.message);
  const isAffordable = totalCents(asked.items) <= Math.round(settings.balance * 100);
  const checksBalance = asked.type === 'transaction' || settings.validateChecksBalance;
  if (checksBalance && !isAffordable) {
    if (asked.type === 'transaction') raiseBalanceAlert('InsufficientBalance', esimgo);
    return fail(settings.insufficientStatus, 'Failed to process Order. No payment taken.');
  }
  if (asked.type === 'validate') {
    return c.json(wireValidation(asked.items, { currency: settings.currency, assign: asked.assign, now: world.now().getTime() }));
  }
  const refusal = settings.refusals[asked.items[0]?.bundle.name ?? ''];
  if (refusal) return fail(refusal.status, refusal.message);
  const last = esimgo.orders.at(-1);
  if (settings.orderSpacingMs > 0 && last && world.now().getTime() - last.createdAt < settings.orderSpacingMs) {
    c.header('Retry-After', String(Math.ceil(settings.orderSpacingMs / 1000)));
    return fail(429, 'Rate limit exceeded');
  }
  const order = buy(asked, esimgo);
  if (settings.slowOrderMs > 0) await wait(settings.slowOrderMs, undefined, { ref: false });
  return c.json(wireOrder(order, esimgo, { withEsims: true }));
}

function buy(asked: AskedOrder, esimgo: EsimGo): Order {
  const { world, settings, orders, esims } = esimgo;
  const now = world.now().getTime();
  const reference = esimgo.newReference();
  const quantity = asked.items.reduce((sum, item) => sum + item.quantity, 0);
  const isAsync = settings.asyncAbove > 0 && quantity > settings.asyncAbove;
  const readyAt = now + Math.max(settings.assignDelays[asked.items[0]?.bundle.name ?? ''] ?? settings.assignDelayMs, isAsync ? settings.asyncMs : 0);
  let index = 0;
  const items = asked.items.map(({ iccids, ...item }) => {
    const units = asked.assign ? Array.from({ length: item.quantity }, (_, unit) => iccids[unit] ?? null) : [];
    const given = units.map((iccid) => {
      const esim = (iccid === null ? null : esims.get(iccid)) ?? esimgo.makeEsim(now);
      esimgo.assign(esim, item.bundle, { reference: `${reference}-${index}`, now, readyAt });
      index += 1;
      return esim;
    });
    return { ...item, esims: given };
  });
  const order: Order = {
    reference,
    createdAt: now,
    readyAt,
    visibleAt: now + settings.visibilityDelayMs,
    assign: asked.assign,
    currency: settings.currency,
    items,
  };
  const total = totalCents(items);
  const before = settings.balance;
  settings.balance = (Math.round(before * 100) - total) / 100;
  if (before >= settings.lowBalanceThreshold && settings.balance < settings.lowBalanceThreshold) raiseBalanceAlert('LowBalance', esimgo);
  orders.push(order);
  record(order, total, world);
  return order;
}

function record({ reference, items, currency }: Order, totalMinor: number, world: EsimGo['world']) {
  world.record({
    service: 'esimgo',
    type: 'purchase',
    reference,
    data: {
      item: items[0]?.bundle.name ?? '',
      items: items.map(({ bundle, quantity }) => ({ item: bundle.name, quantity })),
      quantity: items.reduce((sum, item) => sum + item.quantity, 0),
      providerOrderId: reference,
      iccids: items.flatMap(({ esims }) => esims.map(({ iccid }) => iccid)),
      totalMinor,
      currency,
    },
  });
}

function listOrders(c: Context, esimgo: EsimGo): Response {
  const { world, settings, orders, startedAt } = esimgo;
  const filters = (c.req.queries('createdAt') ?? []).map(readTimeFilter);
  if (filters.includes(null)) return refuse(c, 400, 'invalid createdAt filter');
  const matches = (at: number) => filters.every((filter) => filter?.(at) ?? false);
  const now = world.now().getTime();
  const withEsims = c.req.query('includeIccids') === 'true';
  const bought = orders
    .filter((order) => order.visibleAt <= now && matches(order.createdAt))
    .toReversed()
    .map((order) => wireOrder(order, esimgo, { withEsims }));
  // The organisation's own balance was topped up a minute before the first order.
  const topUpAt = startedAt - 60_000;
  const rows = matches(topUpAt) ? [...bought, wireBalanceTopUp(topUpAt, settings.currency)] : bought;
  const limit = readCount(c, 'limit', 50);
  const start = (readCount(c, 'page', 1) - 1) * limit;
  const page = rows.slice(start, start + limit);
  return c.json(settings.ordersEnvelope === 'array' ? page : { orders: page });
}

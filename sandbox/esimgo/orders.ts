import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { addressOf } from './address-of.ts';
import { raiseBalanceAlert } from './alerts.ts';
import { refuse, sayRetryAfter } from './answers.ts';
import { canPay } from './balance.ts';
import { buy } from './buy.ts';
import { listOrders } from './list-orders.ts';
import { parseBody } from './read-body.ts';
import { type AskedOrder, readOrder, type Refusal } from './read-order.ts';
import type { EsimGo, Order, Version } from './state.ts';
import { totalCents, wireInvalid, wireOrder, wireValidation } from './wire-orders.ts';

export function orderRoutes(app: Hono, esimgo: EsimGo, version: Version) {
  const { world, settings, orders } = esimgo;
  app.post('/orders', orderFaults(esimgo), (c) => answerOrder(c, esimgo, version));
  app.get('/orders', world.faults('esimgo', 'orders-list'), (c) => listOrders(c, esimgo, version));
  app.get('/orders/:reference', world.faults('esimgo', 'order-read'), (c) => {
    const order = orders.find(({ reference }) => reference === c.req.param('reference'));
    return order ? c.json(wireOrder(order, esimgo, { withEsims: true, version })) : refuse(c, settings.unknownOrderStatus, 'access denied');
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

async function answerOrder(c: Context, esimgo: EsimGo, version: Version): Promise<Response> {
  const { settings, spacing } = esimgo;
  const body = parseBody(await c.req.text(), settings.keysOfAnyCase);
  const isDryRun = body?.type === 'validate';
  const fail = (refusal: Refusal) => answerRefusal(c, refusal, { esimgo, isDryRun });
  if (!body) return fail({ status: 400, message: 'failed to parse request body' });
  if (spacing.isTooSoon(isDryRun)) {
    sayRetryAfter(c, Math.ceil(settings.orderSpacingMs / 1000), settings);
    return refuse(c, 429, 'Rate limit exceeded');
  }
  const asked = readOrder(body, { esimgo, version });
  if ('status' in asked) return fail(asked);
  const refusal = refusalOf(asked, esimgo);
  if (refusal) return fail(refusal);
  spacing.note(isDryRun);
  if (isDryRun) return c.json(wireValidation(asked.items, { assign: asked.assign, esimgo }));
  const order = buy(asked, addressOf(c), esimgo);
  if (settings.slowOrderMs > 0) await wait(settings.slowOrderMs, undefined, { ref: false });
  const failure = settings.failuresAfterCommit[asked.items[0]?.bundle.name ?? ''];
  return failure ? fail(failure) : answerBought(c, order, { esimgo, version });
}

/** Money, and what was set up for the bundle; a dry run may not look at the balance (§23). */
function refusalOf({ type, items }: AskedOrder, esimgo: EsimGo): Refusal | null {
  const { settings } = esimgo;
  const isDryRun = type === 'validate';
  if ((!isDryRun || settings.validateChecksBalance) && !canPay(totalCents(items), esimgo)) {
    if (!isDryRun) raiseBalanceAlert('InsufficientBalance', esimgo);
    return { status: settings.insufficientStatus, message: 'Failed to process Order. No payment taken.' };
  }
  return isDryRun ? null : (settings.refusals[items[0]?.bundle.name ?? ''] ?? null);
}

function answerRefusal(c: Context, { status, message }: Refusal, { esimgo, isDryRun }: { esimgo: EsimGo; isDryRun: boolean }): Response {
  const { plainTextErrors, validateFailure } = esimgo.settings;
  if (isDryRun && validateFailure === 'valid-false') return c.json(wireInvalid(message, esimgo));
  return plainTextErrors ? c.text(message, status as ContentfulStatusCode) : refuse(c, status, message);
}

function answerBought(c: Context, order: Order, { esimgo, version }: { esimgo: EsimGo; version: Version }) {
  const { settings } = esimgo;
  if (settings.pendingAnswer === '503' && !esimgo.isReady(order)) {
    sayRetryAfter(c, settings.retryAfterSeconds, settings);
    return c.text('processing; try again later', 503);
  }
  return c.json(wireOrder(order, esimgo, { withEsims: true, version }));
}

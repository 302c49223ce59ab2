import { log } from '@/lib/log';
import { decimalMoney } from '@/lib/providers/decimal-money';
import { createAiraloClient, type AiraloClient } from '@/lib/providers/airalo/client';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { findDescribed, isGone } from '@/lib/providers/airalo/find-described';
import { readInstallSteps } from '@/lib/providers/airalo/install-steps';
import { listBundles } from '@/lib/providers/airalo/list-bundles';
import { listPlans } from '@/lib/providers/airalo/list-plans';
import { listTopUps } from '@/lib/providers/airalo/list-top-ups';
import { orderFields, toOrderForm } from '@/lib/providers/airalo/order-form';
import { countOrderRequest } from '@/lib/providers/airalo/order-metrics';
import { ordersLimit } from '@/lib/providers/airalo/pace';
import { readUsage } from '@/lib/providers/airalo/read-usage';
import { readWebhook } from '@/lib/providers/airalo/read-webhook';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { toProfile, toPurchase } from '@/lib/providers/airalo/to-purchase';
import { findTopUp, topUp } from '@/lib/providers/airalo/top-up';
import { balanceAnswer, orderAnswer, simAnswer, type AiraloOrder } from '@/lib/providers/airalo/wire';
import { turnWaitMs } from '@/lib/providers/take-turn';
import type { EsimProvider, FoundPurchase, Purchase, PurchaseRequest } from '@/lib/providers/provider';

const MAX_QUANTITY = 50;
const PACKAGE_ID = /^[A-Za-z0-9][\w.+-]{0,149}$/;

const unreadable = (order: AiraloOrder) =>
  new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { rawAnswer: JSON.stringify(order), message: 'airalo: an eSIM of the order cannot be read' });

/** What can never succeed is refused here, before anything leaves. */
function checkRequest(request: PurchaseRequest): void {
  if (!Number.isInteger(request.quantity) || request.quantity < 1 || request.quantity > MAX_QUANTITY) {
    const fields = { quantity: `must be a whole number from 1 to ${MAX_QUANTITY}` };
    throw new AiraloError({ code: 'rejected', reason: 'quantity_over_limit', refusal: { reason: 'invalid-request' }, fields });
  }
  if (!PACKAGE_ID.test(request.providerPlanId)) {
    const fields = { package_id: 'is not a package id' };
    throw new AiraloError({ code: 'rejected', reason: 'invalid_package', refusal: { reason: 'plan-withdrawn' }, fields });
  }
}

function noteFailure(request: PurchaseRequest, error: AiraloError): void {
  const { fields, refusal } = error.provider;
  if (error.code === 'rejected' || fields) {
    log.warn({ provider: 'airalo', orderId: request.orderId, planId: request.providerPlanId, reason: error.reason, refusal, fields }, 'order.validation.failed');
  }
  const isUnknown = error.code === 'outcome-unknown' || error.code === 'bad-response';
  const isRefused = error.code === 'rejected' || error.code === 'out-of-funds';
  countOrderRequest(isUnknown ? 'unknown' : isRefused ? 'refused' : 'failed', error.reason);
}

async function orderOnce(client: AiraloClient, request: PurchaseRequest, brandName: string | null): Promise<Purchase> {
  try {
    checkRequest(request);
    const form = toOrderForm(orderFields(request, { brandName }));
    const { data } = await client.order('/v2/orders', form, orderAnswer);
    const purchase = toPurchase(data);
    if (!purchase) throw unreadable(data);
    countOrderRequest('ok', 'none');
    return purchase;
  } catch (error) {
    if (error instanceof AiraloError) noteFailure(request, error);
    throw error;
  }
}

/** A brand Airalo does not know is a definite refusal: nothing was bought, so asking once more without it is safe. */
async function order(client: AiraloClient, request: PurchaseRequest, brandName: string | null): Promise<Purchase> {
  try {
    return await orderOnce(client, request, brandName);
  } catch (error) {
    const isBrandMissing = error instanceof AiraloError && error.reason === 'brand_missing';
    if (!isBrandMissing || brandName === null) throw error;
    return orderOnce(client, request, null);
  }
}

async function readOrder(client: AiraloClient, providerOrderId: string): Promise<Purchase> {
  const { data } = await client.read(`/v2/orders/${encodeURIComponent(providerOrderId)}?include=sims,status`, orderAnswer);
  if (isGone(data)) {
    throw new AiraloError({ code: 'rejected', reason: 'validation', refusal: { reason: 'invalid-request' } }, { message: 'airalo: the order failed' });
  }
  const purchase = toPurchase(data);
  if (!purchase) throw unreadable(data);
  return purchase;
}

async function findOrder(client: AiraloClient, request: PurchaseRequest, isBound: (id: string) => Promise<boolean>): Promise<FoundPurchase> {
  const rows = await findDescribed(client, request.reference);
  const free: AiraloOrder[] = [];
  for (const row of rows) if (!(await isBound(row.id))) free.push(row);
  const [row] = free;
  if (!row) return { found: 'none' };
  const isAsked = row.quantity === request.quantity && (!row.package_id || row.package_id === request.providerPlanId);
  if (free.length > 1 || !isAsked) return { found: 'ambiguous' };
  return { found: 'one', purchase: row.sims?.length ? (toPurchase(row) ?? (await readOrder(client, row.id))) : await readOrder(client, row.id) };
}

/** Airalo behind our port. */
export function createAiraloAdapter(config: AiraloConfig): EsimProvider {
  const client = createAiraloClient(config);
  const line = ordersLimit(config);
  return {
    id: 'airalo',
    displayName: 'Airalo',
    needsOneInFlightPerItem: false,
    maxQuantityPerPurchase: MAX_QUANTITY,
    lookUpDelayMs: 150_000,
    ...(line ? { orderWaitMs: () => turnWaitMs(line) } : {}),
    listPlans: (noteUnreadable) => listPlans(client, noteUnreadable),
    purchase: (request) => order(client, request, config.brandName),
    findPurchase: (request, isBound) => findOrder(client, request, isBound),
    readPurchase: (providerOrderId) => readOrder(client, providerOrderId),
    readEsim: async (iccid) => {
      const { data } = await client.read(simPath(iccid), simAnswer);
      const profile = toProfile(data);
      if (!profile) throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { rawAnswer: JSON.stringify(data) });
      return { profile, state: data.recycled ? 'unavailable' : null };
    },
    readWebhook: (received) => readWebhook(config, received),
    readUsage: (iccid) => readUsage(client, iccid),
    listBundles: (iccid) => listBundles(client, iccid),
    listTopUps: (iccid) => listTopUps(client, iccid),
    topUp: (request) => topUp(client, request),
    findTopUp: (request, isBound) => findTopUp(client, request, isBound),
    readInstallSteps: (iccid, locale) => readInstallSteps(client, iccid, locale),
    getBalance: async () => {
      const { data } = await client.read('/v2/balance', balanceAnswer);
      const balance = data.balances?.availableBalance;
      if (!balance) throw new AiraloError({ code: 'bad-response', reason: 'bad_response' });
      return decimalMoney(balance.amount, balance.currency);
    },
  };
}

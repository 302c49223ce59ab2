import { brandEsim } from '@/lib/providers/airalo/brand-esim';
import { cancelPlannedPurchases } from '@/lib/providers/airalo/cancel-planned-purchases';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { createVouchers } from '@/lib/providers/airalo/create-vouchers';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { findPlannedPurchase } from '@/lib/providers/airalo/find-planned-purchase';
import { listCompatibleDevices } from '@/lib/providers/airalo/list-compatible-devices';
import { listEsims } from '@/lib/providers/airalo/list-esims';
import { listOrders } from '@/lib/providers/airalo/list-orders';
import { listPlannedPurchases } from '@/lib/providers/airalo/list-planned-purchases';
import { listPlansOf, listTopUpsOf } from '@/lib/providers/airalo/list-plans-of';
import { planPurchase } from '@/lib/providers/airalo/plan-purchase';
import { readExchangeRates } from '@/lib/providers/airalo/read-exchange-rates';
import { readPlanFacts } from '@/lib/providers/airalo/read-plan-facts';
import { readShare } from '@/lib/providers/airalo/read-share';
import { rehearseWebhook } from '@/lib/providers/airalo/rehearse-webhook';
import { requestRefund } from '@/lib/providers/airalo/request-refund';
import { readWebhookSubscriptions, subscribeWebhook, unsubscribeWebhook, WEBHOOK_KINDS } from '@/lib/providers/airalo/webhook-subscriptions';
import type { EsimSupport } from '@/lib/providers/esim-support';

/** What staff can do with Airalo. Absent: there is no call for it (§1). */
export const airaloSupport = (client: AiraloClient, { brandName }: AiraloConfig): EsimSupport => ({
  listPlansOf: (selection) => listPlansOf(client, selection),
  listTopUpsOf: (selection) => listTopUpsOf(client, selection),
  readPlanFacts: (providerPlanId) => readPlanFacts(client, providerPlanId),
  listOrders: (filter) => listOrders(client, filter),
  listEsims: (filter) => listEsims(client, filter),
  readShare: (iccid) => readShare(client, iccid),
  brandEsim: (iccid, name) => brandEsim(client, iccid, name),
  planPurchase: (request, when) => planPurchase(client, { request, when, brandName }),
  findPlannedPurchase: (request, { dueAt }) => findPlannedPurchase(client, request, dueAt),
  listPlannedPurchases: (state) => listPlannedPurchases(client, state),
  cancelPlannedPurchases: (requestIds) => cancelPlannedPurchases(client, requestIds),
  createVouchers: (request) => createVouchers(client, request),
  requestRefund: (request) => requestRefund(client, request),
  readExchangeRates: (date, currencies) => readExchangeRates(client, date, currencies),
  listCompatibleDevices: () => listCompatibleDevices(client),
  webhookKinds: WEBHOOK_KINDS.filter((kind) => !kind.startsWith('email_')),
  readWebhookSubscriptions: () => readWebhookSubscriptions(client),
  subscribeWebhook: (kind, address) => subscribeWebhook(client, kind, address),
  unsubscribeWebhook: (kind) => unsubscribeWebhook(client, kind),
  rehearseWebhook: (kind, options) => rehearseWebhook(client, kind, options),
});

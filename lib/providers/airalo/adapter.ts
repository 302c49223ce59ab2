import { createAiraloClient } from '@/lib/providers/airalo/client';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { findPurchase } from '@/lib/providers/airalo/find-purchase';
import { readInstallSteps } from '@/lib/providers/airalo/install-steps';
import { listBundles } from '@/lib/providers/airalo/list-bundles';
import { listLimits } from '@/lib/providers/airalo/list-limits';
import { listPlans } from '@/lib/providers/airalo/list-plans';
import { listTopUps } from '@/lib/providers/airalo/list-top-ups';
import { ordersLimit } from '@/lib/providers/airalo/pace';
import { MAX_QUANTITY, purchase } from '@/lib/providers/airalo/purchase';
import { readBalance } from '@/lib/providers/airalo/read-balance';
import { readEsim } from '@/lib/providers/airalo/read-esim';
import { readPurchase } from '@/lib/providers/airalo/read-purchase';
import { readUsage } from '@/lib/providers/airalo/read-usage';
import { readWebhook } from '@/lib/providers/airalo/read-webhook';
import { airaloSupport } from '@/lib/providers/airalo/support';
import { findTopUp, topUp } from '@/lib/providers/airalo/top-up';
import { turnWaitMs } from '@/lib/providers/take-turn';
import type { EsimProvider } from '@/lib/providers/provider';

/** Airalo behind our port. */
export function createAiraloAdapter(config: AiraloConfig): EsimProvider {
  const client = createAiraloClient(config);
  const line = ordersLimit(config);
  return {
    id: 'airalo',
    displayName: 'Airalo',
    limits: listLimits(config),
    needsOneInFlightPerItem: false,
    maxQuantityPerPurchase: MAX_QUANTITY,
    lookUpDelayMs: 150_000,
    ...(line ? { orderWaitMs: () => turnWaitMs(line) } : {}),
    listPlans: (noteUnreadable) => listPlans(client, noteUnreadable),
    purchase: (request) => purchase(client, request, config.brandName),
    findPurchase: (request, isBound) => findPurchase(client, request, isBound),
    readPurchase: (providerOrderId) => readPurchase(client, providerOrderId),
    readEsim: (iccid) => readEsim(client, iccid),
    readWebhook: (received) => readWebhook(config, received),
    readUsage: (iccid) => readUsage(client, iccid),
    listBundles: (iccid) => listBundles(client, iccid),
    listTopUps: (iccid) => listTopUps(client, iccid),
    topUp: (request) => topUp(client, request),
    findTopUp: (request, isBound) => findTopUp(client, request, isBound),
    readInstallSteps: (iccid, locale) => readInstallSteps(client, iccid, locale),
    getBalance: () => readBalance(client),
    support: airaloSupport(client, config),
  };
}

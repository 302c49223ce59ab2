import { decimalMoney } from '@/lib/providers/decimal-money';
import { readAssignments } from '@/lib/providers/esimgo/assignments';
import { buy, MAX_QUANTITY } from '@/lib/providers/esimgo/buy';
import { createEsimGoClient, type EsimGoClient } from '@/lib/providers/esimgo/client';
import type { EsimGoConfig } from '@/lib/providers/esimgo/env';
import { esimGoError, tellAnswer } from '@/lib/providers/esimgo/errors';
import { findOrders } from '@/lib/providers/esimgo/find-orders';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { listLimits } from '@/lib/providers/esimgo/list-limits';
import { listTopUps } from '@/lib/providers/esimgo/list-top-ups';
import { readCallback } from '@/lib/providers/esimgo/read-callback';
import { listBundles, readUsage } from '@/lib/providers/esimgo/read-usage';
import { findTopUp, topUp } from '@/lib/providers/esimgo/top-up';
import { aboutEsim, aboutOurs } from '@/lib/providers/esimgo/is-key-good';
import { listPlans } from '@/lib/providers/esimgo/list-plans';
import { tokensLimit } from '@/lib/providers/esimgo/pace';
import { readOrganisation } from '@/lib/providers/esimgo/read-organisation';
import { esimGoSupport } from '@/lib/providers/esimgo/support';
import { isCompleted, toProfile, toPurchase } from '@/lib/providers/esimgo/to-purchase';
import { esim as esimSchema, order as orderSchema, type EsimGoEsim, type EsimGoOrder } from '@/lib/providers/esimgo/wire';
import { withNetworks } from '@/lib/providers/esimgo/with-networks';
import { turnWaitMs } from '@/lib/providers/take-turn';
import type { EsimProfile, EsimProvider, FoundPurchase, Purchase, PurchaseRequest } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

const STATES: Record<string, 'released' | 'downloaded' | 'installed' | 'unavailable'> = {
  released: 'released',
  downloaded: 'downloaded',
  installed: 'installed',
  unavailable: 'unavailable',
  deactivated: 'unavailable',
};

/** v2.5 says deactivated beside the profile's own status. */
const stateOf = ({ state, profileStatus }: EsimGoEsim) => (state?.toLowerCase() === 'deactivated' ? 'unavailable' : (STATES[(profileStatus ?? '').toLowerCase()] ?? null));

/** Those of the assignments, unless the order itself holds more: the documents show one eSIM where there may be several (§19). */
async function assigned(client: EsimGoClient, order: EsimGoOrder, known: { quantity?: number; esims: EsimProfile[] }): Promise<Purchase> {
  const { esims: held, ...asked } = known;
  const preparing: Purchase = { status: 'preparing', providerOrderId: order.orderReference, ...(held.length > 0 ? { esims: held } : {}) };
  const esims = await readAssignments(client, order.orderReference).catch((error: unknown) => {
    if (held.length > 0 && error instanceof ProviderError && error.code === 'bad-response') return 'pending' as const;
    throw error;
  });
  if (esims === 'pending') return preparing;
  const purchase = toPurchase(order, { ...asked, esims });
  return purchase.status === 'ready' || (purchase.esims?.length ?? 0) >= held.length ? purchase : preparing;
}

/** Install data from the order where it is complete, else from the assignments. */
async function complete(client: EsimGoClient, order: EsimGoOrder, asked: { quantity?: number } = {}): Promise<Purchase> {
  const purchase = toPurchase(order, asked);
  return purchase.status === 'ready' && isCompleted(order) ? purchase : assigned(client, order, { ...asked, esims: purchase.esims ?? [] });
}

/** The order is paid and known: whatever the assignments say, it can be asked for again. */
async function purchase(client: EsimGoClient, request: PurchaseRequest): Promise<Purchase> {
  const order = await buy(client, request);
  return complete(client, order, { quantity: request.quantity }).catch((error: unknown): Purchase => {
    if (error instanceof ProviderError) return { status: 'preparing', providerOrderId: order.orderReference };
    throw error;
  });
}

/** How many were asked for is not told here: an order that leaves it out too stays in preparation, with what is there of it. */
async function readPurchase(client: EsimGoClient, providerOrderId: string): Promise<Purchase> {
  const order = await aboutOurs(client, () => client.read(`/orders/${encodeURIComponent(providerOrderId)}`, orderSchema), 'not an order of ours');
  if (order.orderReference !== providerOrderId) throw esimGoError({ code: 'bad-response' }, { rawAnswer: tellAnswer(order), message: 'esimgo: told of another order' });
  return complete(client, order);
}

async function findPurchase(client: EsimGoClient, request: PurchaseRequest, isBound: (id: string) => Promise<boolean>): Promise<FoundPurchase> {
  const { sentAt } = request;
  if (sentAt === null) return { found: 'none' };
  const free: EsimGoOrder[] = [];
  for (const order of await findOrders(client, { ...request, sentAt })) if (!(await isBound(order.orderReference))) free.push(order);
  const [order] = free;
  if (!order) return { found: 'none' };
  return free.length > 1 ? { found: 'ambiguous' } : { found: 'one', purchase: await complete(client, order) };
}

/** eSIM Go behind our port. */
export function createEsimGoAdapter(config: EsimGoConfig): EsimProvider {
  const client = createEsimGoClient(config);
  const line = tokensLimit(config);
  // An organisation keeps its currency; who waits for a page need not wait for it again.
  let known: string | null = null;
  const currency = async () => (known ??= (await readOrganisation(client)).currency);
  return {
    id: 'esimgo',
    displayName: 'eSIM Go',
    limits: listLimits(config),
    needsOneInFlightPerItem: true,
    maxQuantityPerPurchase: MAX_QUANTITY,
    lookUpDelayMs: 150_000,
    orderWaitMs: () => turnWaitMs(line),
    async *listPlans(noteUnreadable) {
      const { currency } = await readOrganisation(client);
      yield* withNetworks(client, listPlans(client, currency, noteUnreadable));
    },
    purchase: (request) => purchase(client, request),
    findPurchase: (request, isBound) => findPurchase(client, request, isBound),
    readPurchase: (providerOrderId) => readPurchase(client, providerOrderId),
    readEsim: async (iccid) => {
      const path = `${esimPath(iccid)}?additionalFields=${client.installField}`;
      const esim = await aboutEsim(client, () => client.read(path, esimSchema));
      const profile = toProfile(esim);
      if (profile?.iccid !== iccid) throw esimGoError({ code: 'bad-response' }, { rawAnswer: tellAnswer(esim), message: `esimgo: ${profile ? 'told of another eSIM' : 'not an eSIM to install'}` });
      return { profile, state: stateOf(esim) };
    },
    readUsage: (iccid) => readUsage(client, iccid),
    listBundles: (iccid) => listBundles(client, iccid),
    listTopUps: async (iccid) => listTopUps(client, iccid, await currency()),
    topUp: (request) => topUp(client, request),
    findTopUp: (request, isBound) => findTopUp(client, request, isBound),
    readWebhook: (received) => readCallback(config, received),
    support: esimGoSupport(client),
    getBalance: async () => {
      const { balance, currency } = await readOrganisation(client);
      if (balance === null || balance === undefined) throw esimGoError({ code: 'bad-response' }, { message: 'esimgo: no balance' });
      try {
        return decimalMoney(balance, currency);
      } catch {
        throw esimGoError({ code: 'bad-response' }, { message: 'esimgo: the balance is no amount' });
      }
    },
  };
}

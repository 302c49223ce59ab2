import { randomBytes, randomUUID } from 'node:crypto';
import { firstOf, lookThrough, type Known, type Looked, type Table } from '@/lib/operations/look-through';
import type { EsimSupport } from '@/lib/providers/esim-support';
import type { EsimProvider, PurchaseRequest, TopUpRequest } from '@/lib/providers/provider';

const PLAN = ['providerPlanId'] as const;
const ESIM = ['iccid'] as const;
const ESIM_AND_PLAN = ['iccid', 'providerPlanId'] as const;
const ORDER = ['providerOrderId'] as const;

const nobody = async () => false;
const day = (moment: Date) => moment.toISOString().slice(0, 10);
/** An order nobody placed: looking for it finds nothing. */
const nobodys = ({ providerPlanId, now }: Known): PurchaseRequest => ({
  reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId, quantity: 1, summary: '', expectedUnitCost: { amountMinor: 1, currency: 'USD' }, sentAt: now,
});
const nobodysTopUp = (known: Known): TopUpRequest => ({ ...nobodys(known), iccid: known.iccid });

const SUPPORT = {
  listOrders: {
    read: async (support, known) => {
      const orders = await firstOf(support.listOrders?.({}));
      known.providerOrderId ||= orders.find(({ kind, iccids }) => kind !== 'top-up' && iccids.length > 0)?.providerOrderId ?? '';
      known.iccid ||= orders.flatMap(({ iccids }) => iccids)[0] ?? '';
    },
  },
  listEsims: { read: async (support, known) => (known.iccid ||= (await firstOf(support.listEsims?.()))[0]?.iccid ?? '') },
  listPlansOf: { read: (support) => firstOf(support.listPlansOf?.({ scope: 'global' })) },
  listTopUpsOf: { read: (support) => firstOf(support.listTopUpsOf?.({ scope: 'local' })) },
  readPlanFacts: { needs: PLAN, read: (support, { providerPlanId }) => support.readPlanFacts?.(providerPlanId) },
  listNetworks: { read: (support) => support.listNetworks?.([]) },
  listStock: { read: (support) => support.listStock?.() },
  listCompatibleDevices: { read: (support) => support.listCompatibleDevices?.() },
  readExchangeRates: { read: (support, { now }) => support.readExchangeRates?.(day(now), ['EUR', 'GBP']) },
  readWebhookSubscriptions: { read: (support) => support.readWebhookSubscriptions?.() },
  listPlannedPurchases: {
    reads: {
      planned: (support) => firstOf(support.listPlannedPurchases?.('planned')),
      failed: (support) => firstOf(support.listPlannedPurchases?.('failed')),
      retrying: (support) => firstOf(support.listPlannedPurchases?.('retrying')),
    },
  },
  findPlannedPurchase: { needs: PLAN, read: (support, known) => support.findPlannedPurchase?.(nobodys(known), { dueAt: known.now }) },
  readQrCodes: { needs: ORDER, read: (support, { providerOrderId }) => support.readQrCodes?.(providerOrderId) },
  readShare: { needs: ESIM, read: (support, { iccid }) => support.readShare?.(iccid) },
  readSighting: { needs: ESIM, read: (support, { iccid }) => support.readSighting?.(iccid) },
  readHistory: { needs: ESIM, read: (support, { iccid }) => support.readHistory?.(iccid) },
  isSuspended: { needs: ESIM, read: (support, { iccid }) => support.isSuspended?.(iccid) },
  isCompatible: { needs: ESIM_AND_PLAN, read: (support, { iccid, providerPlanId }) => support.isCompatible?.(iccid, providerPlanId) },
  readBundle: { needs: ESIM_AND_PLAN, read: (support, { iccid, providerPlanId }) => support.readBundle?.(iccid, providerPlanId) },
  findAppliedStock: { needs: ESIM_AND_PLAN, read: (support, { iccid, providerPlanId, now }) => support.findAppliedStock?.({ iccid, providerPlanId, sentAt: now }) },
  refreshNetwork: 'acts', sendText: 'acts', labelEsim: 'acts', brandEsim: 'acts', revokeBundle: 'acts', suspendEsim: 'acts', deactivateEsim: 'acts', applyStock: 'acts', refundStock: 'acts', requestRefund: 'acts',
  planPurchase: 'acts', cancelPlannedPurchases: 'acts', createVouchers: 'acts', subscribeWebhook: 'acts', unsubscribeWebhook: 'acts', rehearseWebhook: 'acts',
} satisfies Table<EsimSupport>;


const PROVIDER = {
  listPlans: { read: async (provider, known) => (known.providerPlanId ||= (await firstOf(provider.listPlans()))[0]?.providerPlanId ?? '') },
  getBalance: { read: (provider) => provider.getBalance?.() },
  findPurchase: { needs: PLAN, read: (provider, known) => provider.findPurchase(nobodys(known), nobody) },
  readPurchase: { needs: ORDER, read: (provider, { providerOrderId }) => provider.readPurchase(providerOrderId) },
  readEsim: { needs: ESIM, read: (provider, { iccid }) => provider.readEsim(iccid) },
  readUsage: { needs: ESIM, read: (provider, { iccid }) => provider.readUsage?.(iccid) },
  listBundles: { needs: ESIM, read: (provider, { iccid }) => provider.listBundles?.(iccid) },
  listTopUps: { needs: ESIM, read: (provider, { iccid }) => provider.listTopUps?.(iccid) },
  findTopUp: { needs: ESIM_AND_PLAN, read: (provider, known) => provider.findTopUp?.(nobodysTopUp(known), nobody) },
  readInstallSteps: { needs: ESIM, read: (provider, { iccid }) => provider.readInstallSteps?.(iccid, 'en') },
  purchase: 'acts', topUp: 'acts', readWebhook: 'asks nobody', orderWaitMs: 'asks nobody',
} satisfies Table<EsimProvider>;

/** Reads one page of everything an eSIM provider lets us read; buys, changes and sends nothing. An account that holds nothing yet is asked whatever needs nothing. */
export async function readEverything(provider: EsimProvider, now: Date): Promise<Looked[]> {
  const known: Known = { now, iccid: '', providerPlanId: '', providerOrderId: '' };
  const { listPlans, ...others } = PROVIDER;
  return [
    ...(await lookThrough<EsimProvider>(provider, { listPlans }, known)),
    ...(await lookThrough<EsimSupport>(provider.support ?? {}, SUPPORT, known)),
    ...(await lookThrough<EsimProvider>(provider, others, known)),
  ];
}

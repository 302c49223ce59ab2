import { db } from '@/lib/db/client';
import { readDrift } from '@/lib/operations/read-drift';
import { readCallFigures } from '@/lib/providers/call-counts';
import { listProviders } from '@/lib/providers/registry';
import { readOffSale, type OffSale } from '@/lib/providers/sale-state';

const SYNCS_SHOWN = 8;

const syncFacts = {
  id: true, providerId: true, status: true, heldReason: true, seen: true, inserted: true, updated: true, removed: true, repriced: true,
  error: true, startedAt: true, finishedAt: true, approvedBy: true,
} as const;

const listSyncs = (providerId: string) =>
  db().catalogSync.findMany({ where: { providerId }, select: syncFacts, orderBy: { startedAt: 'desc' }, take: SYNCS_SHOWN });

/** What is known before a provider was ever asked. */
const UNASKED = {
  balanceMinor: null, currency: null, balanceReadAt: null, lastErrorCode: null, lastErrorAt: null, lastSuccessAt: null, lastWebhookAt: null,
  circuitOpenUntil: null, circuitReason: null, isSwitchedOff: false, mayBeReplaced: false, outOfFundsSince: null,
} as const;
const stateFacts = Object.fromEntries(Object.keys(UNASKED).map((key) => [key, true])) as Record<keyof typeof UNASKED, true>;

const FIGURES_MINUTES = 60;

async function readReport(providerId: string, offSale: OffSale | null) {
  const [state, plansOnSale, plansOffSale, syncs, calls, drift] = await Promise.all([
    db().providerState.findUnique({ where: { providerId }, select: stateFacts }),
    db().plan.count({ where: { providerId, isOnSale: true } }),
    db().plan.count({ where: { providerId, isOnSale: false } }),
    listSyncs(providerId),
    readCallFigures(providerId, FIGURES_MINUTES),
    readDrift(providerId),
  ]);
  return { providerId, offSale, ...(state ?? UNASKED), plansOnSale, plansOffSale, syncs, calls, drift };
}
export type ProviderReport = Awaited<ReturnType<typeof readReport>>;

/** How every configured provider is doing: balance, circuit, calls of the last hour, drift, plans, and the latest syncs, newest first. */
export async function listProviderReports(): Promise<ProviderReport[]> {
  const offSale = await readOffSale();
  return Promise.all(listProviders().map(({ id }) => readReport(id, offSale.get(id) ?? null)));
}

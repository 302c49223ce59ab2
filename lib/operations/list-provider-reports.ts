import { db } from '@/lib/db/client';
import { listProviders } from '@/lib/providers/registry';

const SYNCS_SHOWN = 8;

const syncFacts = {
  id: true, providerId: true, status: true, heldReason: true, seen: true, inserted: true, updated: true, removed: true, repriced: true,
  error: true, startedAt: true, finishedAt: true, approvedBy: true,
} as const;

const listSyncs = (providerId: string) =>
  db().catalogSync.findMany({ where: { providerId }, select: syncFacts, orderBy: { startedAt: 'desc' }, take: SYNCS_SHOWN });

async function readReport(providerId: string) {
  const [state, plansOnSale, plansOffSale, syncs] = await Promise.all([
    db().providerState.findUnique({ where: { providerId } }),
    db().plan.count({ where: { providerId, isOnSale: true } }),
    db().plan.count({ where: { providerId, isOnSale: false } }),
    listSyncs(providerId),
  ]);
  const { balanceMinor = null, currency = null, balanceReadAt = null, lastErrorCode = null, lastErrorAt = null, lastSuccessAt = null } = state ?? {};
  return { providerId, balanceMinor, currency, balanceReadAt, lastErrorCode, lastErrorAt, lastSuccessAt, plansOnSale, plansOffSale, syncs };
}
export type ProviderReport = Awaited<ReturnType<typeof readReport>>;

/** How every configured provider is doing: balance, last answer, plans, and the latest syncs, newest first. */
export const listProviderReports = (): Promise<ProviderReport[]> => Promise.all(listProviders().map(({ id }) => readReport(id)));

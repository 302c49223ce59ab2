import { db } from '@/lib/db/client';
import { readDrift } from '@/lib/operations/read-drift';
import { LONGEST_HOLD_MS } from '@/lib/providers/order-hold';
import { readCallFigures } from '@/lib/providers/call-counts';
import type { ProviderBasics } from '@/lib/providers/provider';
import { readLines } from '@/lib/providers/read-line';
import { listFleets, listProviders } from '@/lib/providers/registry';
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
  circuitOpenUntil: null, circuitReason: null, isSwitchedOff: false, mayBeReplaced: false, outOfFundsSince: null, ordersHeldUntil: null,
} as const;
const stateFacts = Object.fromEntries(Object.keys(UNASKED).map((key) => [key, true])) as Record<keyof typeof UNASKED, true>;

const FIGURES_MINUTES = 60;

/** What is known of any provider, whatever it deals in. */
async function readBasics({ id: providerId, displayName, limits = [] }: ProviderBasics) {
  const [state, calls, drift, lines] = await Promise.all([
    db().providerState.findUnique({ where: { providerId }, select: stateFacts }),
    readCallFigures(providerId, FIGURES_MINUTES),
    readDrift(providerId),
    readLines(limits),
  ]);
  return { providerId, displayName, ...(state ?? UNASKED), calls, drift, lines };
}
export type BasicReport = Awaited<ReturnType<typeof readBasics>>;

/** When it is tried or sold again, where that is known and still to come. */
function againAtOf(offSale: OffSale | null, { circuitOpenUntil, ordersHeldUntil }: BasicReport): Date | null {
  const heldUntil = ordersHeldUntil && new Date(ordersHeldUntil.getTime() - LONGEST_HOLD_MS);
  const at = offSale === 'left-alone' ? circuitOpenUntil : offSale === 'held' ? heldUntil : null;
  return at && at.getTime() > Date.now() ? at : null;
}

async function readReport(provider: ProviderBasics, offSale: OffSale | null) {
  const { id: providerId } = provider;
  const [basics, plansOnSale, plansOffSale, syncs] = await Promise.all([
    readBasics(provider),
    db().plan.count({ where: { providerId, isOnSale: true } }),
    db().plan.count({ where: { providerId, isOnSale: false } }),
    listSyncs(providerId),
  ]);
  return { ...basics, offSale, againAt: againAtOf(offSale, basics), plansOnSale, plansOffSale, syncs };
}
export type ProviderReport = Awaited<ReturnType<typeof readReport>>;

/** How every configured provider is doing: balance, circuit, calls of the last hour, limits, drift, plans, and the latest syncs, newest first. */
export async function listProviderReports(): Promise<ProviderReport[]> {
  const offSale = await readOffSale();
  return Promise.all(listProviders().map((provider) => readReport(provider, offSale.get(provider.id) ?? null)));
}

async function readFleetReport(fleet: ProviderBasics) {
  const [basics, sims] = await Promise.all([readBasics(fleet), db().fleetSim.count({ where: { providerId: fleet.id } })]);
  return { ...basics, sims };
}
export type FleetReport = Awaited<ReturnType<typeof readFleetReport>>;

/** The same for fleets, which sell nothing and so have no plans and no syncs. */
export const listFleetReports = (): Promise<FleetReport[]> => Promise.all(listFleets().map(readFleetReport));

import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { latestAssignment, listAssignments, type HeldAssignment } from '@/lib/providers/esimgo/held-assignments';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { counted, countedAllowance } from '@/lib/providers/esimgo/counted-allowance';
import type { Allowance, EsimBundle, EsimUsage } from '@/lib/providers/provider';

const BYTES_PER_MEGABYTE = 1_000_000;

/** Rounded down, so that nobody is promised what is not there; 1 GB is 1000 MB here (§1.5). */
const megabytes = (bytes: number | undefined) => (bytes === undefined ? null : Math.floor(Math.max(0, bytes) / BYTES_PER_MEGABYTE));

/** What an unlimited bundle has left is today's full-speed data: nothing of it means slow, never over (§6.5). */
const allowanceOf = ({ unlimited, initialQuantity, remainingQuantity }: HeldAssignment, told: (quantity: number | undefined) => number | null): Allowance =>
  unlimited || (initialQuantity ?? 0) < 0 ? { isUnlimited: true } : { isUnlimited: false, total: told(initialQuantity), remaining: told(remainingQuantity) };

const BUNDLE_STATES: Record<NonNullable<HeldAssignment['bundleState']>, EsimBundle['state']> = {
  processing: 'not-active', queued: 'queued', active: 'active', depleted: 'finished', expired: 'expired', revoked: 'revoked', lapsed: 'expired',
};

const isData = ({ callTypeGroup }: HeldAssignment) => (callTypeGroup ?? 'data').toLowerCase() === 'data';

/**
 * One data bundle counts down at a time; what waits behind it is no part of what is left of it (§15), and is what is left once it is used up.
 * They stand newest first and are used in the order they were added: of several that wait, the oldest is next.
 */
function current(all: readonly HeldAssignment[]): HeldAssignment | undefined {
  const newest = (state: HeldAssignment['bundleState']) => all.find(({ bundleState }) => bundleState === state);
  const oldest = (state: HeldAssignment['bundleState']) => all.findLast(({ bundleState }) => bundleState === state);
  return newest('active') ?? oldest('queued') ?? oldest('processing') ?? newest('depleted') ?? newest('expired') ?? newest('lapsed');
}

const USAGE_STATES: Partial<Record<NonNullable<HeldAssignment['bundleState']>, EsimUsage['state']>> = {
  active: 'active', depleted: 'finished', queued: 'not-active', processing: 'not-active', expired: 'expired', lapsed: 'expired',
};

/** §18.3: what is left of the bundle in use, else of the one that waits. */
export async function readUsage(client: EsimGoClient, iccid: string): Promise<EsimUsage> {
  const assignments = await listAssignments(client, iccid);
  const now = current(assignments.filter(isData));
  const part = (group: string): Allowance | null => {
    const found = current(assignments.filter(({ callTypeGroup }) => (callTypeGroup ?? '').toLowerCase() === group));
    if (found) return allowanceOf(found, counted);
    return now ? countedAllowance(now.allowances, group === 'sms' ? 'sms' : 'voice') : null;
  };
  return {
    state: now?.bundleState ? (USAGE_STATES[now.bundleState] ?? null) : null,
    data: now ? allowanceOf(now, megabytes) : null, voice: part('voice'), text: part('sms'), expiresAt: readMoment(now?.endTime), measuredAt: new Date(),
  };
}

const toBundle = (each: HeldAssignment): EsimBundle => ({
  providerBundleId: each.id, providerPlanId: each.bundleName, title: each.title, state: each.bundleState ? BUNDLE_STATES[each.bundleState] : null,
  data: isData(each) ? allowanceOf(each, megabytes) : null, startedAt: readMoment(each.startTime), expiresAt: readMoment(each.endTime),
});

/** §9.1, newest first. */
export async function listBundles(client: EsimGoClient, iccid: string): Promise<EsimBundle[]> {
  return (await listAssignments(client, iccid)).map(toBundle);
}

/** §9.2: the latest of this plan; null = the eSIM never had it. */
export async function readBundle(client: EsimGoClient, iccid: string, bundleName: string): Promise<EsimBundle | null> {
  const held = await latestAssignment(client, iccid, bundleName);
  return held && toBundle(held);
}

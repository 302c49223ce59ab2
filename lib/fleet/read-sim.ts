import { db } from '@/lib/db/client';
import { readUsageDays, type UsageDay } from '@/lib/fleet/read-usage-days';
import { listUnclearTopUps } from '@/lib/fleet/unclear-top-ups';
import type { FleetConnectivity, FleetQuota } from '@/lib/providers/fleet-provider';
import { getFleet } from '@/lib/providers/registry';

export type SimDetail = { connectivity: FleetConnectivity | null; data: FleetQuota | null; texts: FleetQuota | null; usage: UsageDay[] | null };

/** One SIM as we know it, with its open and latest top-ups and what was pushed of it last. */
export async function readSim(iccid: string) {
  if (!/^\d{18,22}$/.test(iccid)) return null;
  const sim = await db().fleetSim.findUnique({ where: { iccid }, include: { owner: { select: { email: true } } } });
  if (!sim) return null;
  const [topUps, unclear, records] = await Promise.all([
    db().fleetTopUp.findMany({ where: { iccids: { has: iccid } }, orderBy: { intendedAt: 'desc' }, take: 10 }),
    listUnclearTopUps(iccid),
    db().fleetRecord.findMany({ where: { iccid }, orderBy: { at: 'desc' }, take: 20, select: { recordKey: true, kind: true, at: true, service: true, total: true } }),
  ]);
  return { ...sim, topUps, unclear, records };
}
export type KnownSim = NonNullable<Awaited<ReturnType<typeof readSim>>>;

/** What the provider says of it this moment, and pushed of its days; a part that does not answer is absent. */
export async function readSimDetail({ iccid, providerId }: Pick<KnownSim, 'iccid' | 'providerId'>, now = new Date()): Promise<SimDetail> {
  const fleet = getFleet(providerId);
  const [connectivity, data, texts, usage] = await Promise.all([
    fleet.readConnectivity(iccid).catch(() => null), fleet.readQuota(iccid, 'data').catch(() => null), fleet.readQuota(iccid, 'text').catch(() => null),
    readUsageDays({ iccid, providerId }, now),
  ]);
  return { connectivity, data, texts, usage };
}

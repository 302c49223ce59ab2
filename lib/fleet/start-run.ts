import { randomUUID } from 'node:crypto';
import { recordAudit } from '@/lib/db/audit';
import { db } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { fleetWhere, type FleetFilter } from '@/lib/fleet/fleet-filter';
import { enqueue } from '@/lib/jobs/enqueue';

export type RunWish = { filter: Omit<FleetFilter, 'after'>; isEnabling: boolean; expectedTotal: number; actor: string };
export type StartedRun = { outcome: 'started'; runId: string; total: number } | { outcome: 'changed'; total: number } | { outcome: 'nothing' };

/** The SIMs a filter names now and that are not as wished, to the run. */
const toItems = (where: string) => `INSERT INTO "FleetRunItem" ("runId", iccid) SELECT $4::uuid, iccid FROM "FleetSim" WHERE ${where} AND "providerId" = $5 AND "isEnabled" IS DISTINCT FROM $6::boolean`;
const inProviders = (where: string) => `SELECT "providerId", count(*)::int AS total FROM "FleetSim" WHERE ${where} AND "isEnabled" IS DISTINCT FROM $4::boolean GROUP BY "providerId" ORDER BY 2 DESC LIMIT 1`;

/** How many SIMs a bulk change would touch. */
export async function previewRun({ filter, isEnabling }: Pick<RunWish, 'filter' | 'isEnabling'>): Promise<{ providerId: string; total: number } | null> {
  const { where, values } = fleetWhere(filter);
  const [found] = await rows<{ providerId: string; total: number }>(db(), inProviders(where), [...values, isEnabling]);
  return found ?? null;
}

/** Fixes which SIMs are to be changed and starts the work: one transaction, in the audit log. Refused when the fleet changed since it was looked at. */
export async function startRun({ filter, isEnabling, expectedTotal, actor }: RunWish): Promise<StartedRun> {
  const found = await previewRun({ filter, isEnabling });
  if (!found) return { outcome: 'nothing' };
  const { providerId, total } = found;
  if (total !== expectedTotal) return { outcome: 'changed', total };
  const runId = randomUUID();
  const { where, values } = fleetWhere(filter);
  return db().$transaction(async (tx) => {
    await tx.fleetRun.create({ data: { id: runId, providerId, isEnabling, actor, total } });
    await rows(tx, toItems(where), [...values, runId, providerId, isEnabling]);
    const counted = await tx.fleetRunItem.count({ where: { runId } });
    await tx.fleetRun.update({ where: { id: runId }, data: { total: counted } });
    await recordAudit(tx, { actor, action: isEnabling ? 'fleet.enable' : 'fleet.disable', subject: runId, data: { total: counted } });
    await enqueue(tx, { name: 'fleet.run', payload: { runId }, key: `fleet.run:${runId}`, priority: 5 });
    return { outcome: 'started', runId, total: counted } as const;
  });
}

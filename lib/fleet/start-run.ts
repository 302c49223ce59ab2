import { randomUUID } from 'node:crypto';
import { recordAudit } from '@/lib/db/audit';
import { db } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { fleetWhere, type FleetFilter } from '@/lib/fleet/fleet-filter';
import { enqueue } from '@/lib/jobs/enqueue';

export type RunWish = { filter: Omit<FleetFilter, 'after'>; isEnabling: boolean; expectedTotal: number; actor: string };
export type StartedRun = { outcome: 'started'; runId: string; total: number } | { outcome: 'changed' | 'run-under-way'; total: number } | { outcome: 'nothing' };

/** The SIMs a filter names now and that are not as wished, to the run. */
const toItems = (where: string) => `INSERT INTO "FleetRunItem" ("runId", iccid) SELECT $4::uuid, iccid FROM "FleetSim" WHERE ${where} AND "providerId" = $5 AND "isEnabled" IS DISTINCT FROM $6::boolean`;
const inProviders = (where: string) => `SELECT "providerId", count(*)::int AS total FROM "FleetSim" WHERE ${where} AND "isEnabled" IS DISTINCT FROM $4::boolean GROUP BY "providerId" ORDER BY 2 DESC LIMIT 1`;

/** Two changes are never under way for one SIM: the earlier, asking again, could undo the later. One whose job is gone or gave up does nothing any more. */
const LINE = `SELECT 1 FROM pg_advisory_xact_lock(hashtext('fleet.run'), hashtext($1))`;
const OF_OTHERS = `FROM "FleetRunItem" other JOIN "FleetRun" r ON r.id = other."runId"
  WHERE other."runId" <> $1::uuid AND r."finishedAt" IS NULL AND other.state IN ('pending', 'accepted') AND EXISTS (SELECT 1 FROM "FleetRunItem" own WHERE own."runId" = $1::uuid AND own.iccid = other.iccid)`;
const IS_CARRIED_ON = `EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = 'fleet.run:' || r.id AND (j.locked_at IS NOT NULL OR j.attempts < j.max_attempts))`;
const UNDER_WAY = `SELECT count(DISTINCT other.iccid)::int AS total ${OF_OTHERS} AND ${IS_CARRIED_ON}`;
const TAKE_OVER = `UPDATE "FleetRunItem" i SET state = 'unknown', reason = 'its run stopped, and a later change took the SIM over' FROM (SELECT other."runId", other.iccid ${OF_OTHERS}) taken WHERE i."runId" = taken."runId" AND i.iccid = taken.iccid RETURNING 1`;

/** How many SIMs a bulk change would touch. */
export async function previewRun({ filter, isEnabling }: Pick<RunWish, 'filter' | 'isEnabling'>): Promise<{ providerId: string; total: number } | null> {
  const { where, values } = fleetWhere(filter);
  const [found] = await rows<{ providerId: string; total: number }>(db(), inProviders(where), [...values, isEnabling]);
  return found ?? null;
}

/** Fixes which SIMs are to be changed and starts the work: one transaction, in the audit log. Refused when the fleet changed since it was looked at, and while another change has some of the SIMs still to do. */
export async function startRun({ filter, isEnabling, expectedTotal, actor }: RunWish): Promise<StartedRun> {
  const found = await previewRun({ filter, isEnabling });
  if (!found) return { outcome: 'nothing' };
  const { providerId, total } = found;
  if (total !== expectedTotal) return { outcome: 'changed', total };
  const runId = randomUUID();
  const { where, values } = fleetWhere(filter);
  return db().$transaction(async (tx) => {
    await rows(tx, LINE, [providerId]);
    await tx.fleetRun.create({ data: { id: runId, providerId, isEnabling, actor, total } });
    await rows(tx, toItems(where), [...values, runId, providerId, isEnabling]);
    const [busy] = await rows<{ total: number }>(tx, UNDER_WAY, [runId]);
    if (busy && busy.total > 0) {
      await tx.fleetRun.delete({ where: { id: runId } });
      return { outcome: 'run-under-way', total: busy.total } as const;
    }
    await rows(tx, TAKE_OVER, [runId]);
    const counted = await tx.fleetRunItem.count({ where: { runId } });
    await tx.fleetRun.update({ where: { id: runId }, data: { total: counted } });
    await recordAudit(tx, { actor, action: isEnabling ? 'fleet.enable' : 'fleet.disable', subject: runId, data: { total: counted } });
    await enqueue(tx, { name: 'fleet.run', payload: { runId }, key: `fleet.run:${runId}`, priority: 5 });
    return { outcome: 'started', runId, total: counted } as const;
  });
}

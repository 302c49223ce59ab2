import { z } from 'zod';
import { db } from '@/lib/db/client';

const SHOWN = 200;

/** A bulk change as staff see it: how far it is, and which SIMs were not switched. */
export async function readRun(runId: string) {
  if (!z.uuid().safeParse(runId).success) return null;
  const run = await db().fleetRun.findUnique({ where: { id: runId } });
  if (!run) return null;
  const [states, items] = await Promise.all([
    db().fleetRunItem.groupBy({ by: ['state'], where: { runId }, _count: true }),
    db().fleetRunItem.findMany({ where: { runId, state: { in: ['refused', 'unknown', 'accepted'] } }, orderBy: { iccid: 'asc' }, take: SHOWN }),
  ]);
  const count = (state: string) => states.find((each) => each.state === state)?._count ?? 0;
  return { ...run, pending: count('pending'), done: count('done'), accepted: count('accepted'), refused: count('refused'), unknown: count('unknown'), items };
}
export type RunReport = NonNullable<Awaited<ReturnType<typeof readRun>>>;

export const listRuns = () => db().fleetRun.findMany({ orderBy: { startedAt: 'desc' }, take: 10 });

import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { FleetChangeResult } from '@/lib/providers/fleet-provider';
import { getFleet } from '@/lib/providers/registry';

const AT_ONCE = 100;
const WRITE_EVERY = 10;

type Run = { providerId: string; isEnabling: boolean };

const FIND = `SELECT "providerId", "isEnabling" FROM "FleetRun" WHERE id = $1::uuid AND "finishedAt" IS NULL`;
const NEXT = `SELECT iccid FROM "FleetRunItem" WHERE "runId" = $1::uuid AND state = $2 ORDER BY iccid LIMIT ${AT_ONCE}`;
const TOLD = `WITH told AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS t(iccid text, outcome text, reason text)),
  noted AS (UPDATE "FleetRunItem" i SET state = told.outcome, reason = told.reason FROM told WHERE i."runId" = $1::uuid AND i.iccid = told.iccid)
  UPDATE "FleetSim" s SET "isEnabled" = $3::boolean FROM told WHERE s.iccid = told.iccid AND told.outcome = 'done'`;
const FINISH = `UPDATE "FleetRun" SET "finishedAt" = now() WHERE id = $1::uuid AND NOT EXISTS (SELECT 1 FROM "FleetRunItem" WHERE "runId" = $1::uuid AND state = 'pending')`;

const write = (runId: string, { isEnabling }: Run, results: readonly FleetChangeResult[]) => rows(pool(), TOLD, [runId, JSON.stringify(results), isEnabling]);

async function changeSome(runId: string, run: Run, iccids: readonly string[]): Promise<void> {
  const told: FleetChangeResult[] = [];
  try {
    for await (const result of getFleet(run.providerId).changeSims(iccids.map((iccid) => ({ iccid, isEnabled: run.isEnabling })))) {
      told.push({ ...result, reason: result.reason?.slice(0, 200) ?? '' });
      if (told.length >= WRITE_EVERY) await write(runId, run, told.splice(0));
    }
  } finally {
    if (told.length > 0) await write(runId, run, told);
  }
}

/** What was only accepted is read again: the SIM itself says what became of it. */
async function verify(runId: string, run: Run): Promise<void> {
  for (const { iccid } of await rows<{ iccid: string }>(pool(), NEXT, [runId, 'accepted'])) {
    const sim = await getFleet(run.providerId).readSim(iccid);
    if (sim.isEnabled === run.isEnabling) await write(runId, run, [{ iccid, outcome: 'done' }]);
  }
}

/** Carries a bulk change on where it stands. Safe to run at any time, twice, or after a crash: switching a SIM to what it is already changes nothing. */
export async function continueRun({ runId }: { runId: string }): Promise<void> {
  const [run] = await rows<Run>(pool(), FIND, [runId]);
  if (!run) return;
  for (;;) {
    const pending = await rows<{ iccid: string }>(pool(), NEXT, [runId, 'pending']);
    if (pending.length === 0) break;
    await changeSome(runId, run, pending.map(({ iccid }) => iccid));
  }
  await verify(runId, run);
  await rows(pool(), FINISH, [runId]);
}

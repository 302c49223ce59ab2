import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import type { FleetChangeResult } from '@/lib/providers/fleet-provider';
import { withPriority } from '@/lib/providers/priority';
import { ProviderError } from '@/lib/providers/provider-error';
import { getFleet } from '@/lib/providers/registry';

const AT_ONCE = 100;
const WRITE_EVERY = 10;

/** How long a queued change may stay unseen at the provider, and as much longer as so many SIMs take to be read. */
const SEEN_WITHIN_MS = 15 * 60_000;
const PER_SIM_MS = 250;

type Run = { providerId: string; isEnabling: boolean; total: number; startedAt: Date };

const FIND = `SELECT "providerId", "isEnabling", total, "startedAt" FROM "FleetRun" WHERE id = $1::uuid AND "finishedAt" IS NULL`;
const NEXT = `SELECT iccid FROM "FleetRunItem" WHERE "runId" = $1::uuid AND state = $2 AND iccid > $3 ORDER BY iccid LIMIT ${AT_ONCE}`;
const TOLD = `WITH told AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS t(iccid text, outcome text, reason text)),
  noted AS (UPDATE "FleetRunItem" i SET state = told.outcome, reason = told.reason FROM told WHERE i."runId" = $1::uuid AND i.iccid = told.iccid)
  UPDATE "FleetSim" s SET "isEnabled" = $3::boolean, "switchedAt" = clock_timestamp() FROM told WHERE s.iccid = told.iccid AND told.outcome = 'done'`;
const NO_ANSWER = 'no answer: the SIM is read again';
/** Read meanwhile and not as wished: asked for again, which changes nothing where it was done after all. */
const AGAIN = `UPDATE "FleetRunItem" SET state = 'pending' WHERE "runId" = $1::uuid AND state = 'accepted' AND reason = '${NO_ANSWER}' RETURNING 1`;
const GIVE_UP = `UPDATE "FleetRunItem" SET state = 'unknown', reason = CASE reason WHEN '${NO_ANSWER}' THEN 'never answered, and the SIM never showed the change' ELSE 'accepted, but the SIM never showed the change' END WHERE "runId" = $1::uuid AND state = 'accepted'`;
const FINISH = `UPDATE "FleetRun" SET "finishedAt" = now() WHERE id = $1::uuid AND NOT EXISTS (SELECT 1 FROM "FleetRunItem" WHERE "runId" = $1::uuid AND state IN ('pending', 'accepted')) RETURNING 1`;

const write = (runId: string, { isEnabling }: Run, results: readonly FleetChangeResult[]) => rows(pool(), TOLD, [runId, JSON.stringify(results), isEnabling]);

async function changeSome(runId: string, run: Run, iccids: readonly string[]): Promise<void> {
  const told: FleetChangeResult[] = [];
  try {
    for await (const result of getFleet(run.providerId).changeSims(iccids.map((iccid) => ({ iccid, isEnabled: run.isEnabling })))) {
      told.push(result.outcome === 'unknown' ? { ...result, outcome: 'accepted', reason: NO_ANSWER } : { ...result, reason: result.reason?.slice(0, 200) ?? '' });
      if (told.length >= WRITE_EVERY) await write(runId, run, told.splice(0));
    }
  } finally {
    if (told.length > 0) await write(runId, run, told);
  }
}

const next = (runId: string, state: 'pending' | 'accepted', after = '') => rows<{ iccid: string }>(pool(), NEXT, [runId, state, after]);

async function seen({ providerId, isEnabling }: Run, iccid: string): Promise<FleetChangeResult | null> {
  try {
    const sim = await getFleet(providerId).readSim(iccid);
    return sim.isEnabled === isEnabling ? { iccid, outcome: 'done' } : null;
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'rejected') return { iccid, outcome: 'refused', reason: error.message.slice(0, 200) };
    throw error;
  }
}

/** What was only accepted, or not answered, is read again: the SIM itself says what became of it. */
async function verify(runId: string, run: Run): Promise<void> {
  for (let after = ''; ; ) {
    const accepted = await next(runId, 'accepted', after);
    for (const { iccid } of accepted) {
      const result = await seen(run, iccid);
      if (result) await write(runId, run, [result]);
    }
    const last = accepted.at(-1);
    if (!last || accepted.length < AT_ONCE) return;
    after = last.iccid;
  }
}

async function changePending(runId: string, run: Run): Promise<void> {
  for (;;) {
    const pending = await next(runId, 'pending');
    if (pending.length === 0) return;
    await changeSome(runId, run, pending.map(({ iccid }) => iccid));
  }
}

/** Carries a bulk change on where it stands. Safe to run at any time, twice, or after a crash: switching a SIM to what it is already changes nothing. Comes back until every SIM shows the change, or had its time. */
export async function continueRun({ runId }: { runId: string }): Promise<void> {
  const [run] = await rows<Run>(pool(), FIND, [runId]);
  if (!run) return;
  const carryOn = async () => {
    await changePending(runId, run);
    await withPriority('background', () => verify(runId, run));
  };
  await carryOn();
  if ((await rows(pool(), AGAIN, [runId])).length > 0) await carryOn();
  const isOver = Date.now() - run.startedAt.getTime() > SEEN_WITHIN_MS + run.total * PER_SIM_MS;
  if (isOver) await rows(pool(), GIVE_UP, [runId]);
  const finished = await rows(pool(), FINISH, [runId]);
  if (finished.length === 0) throw new AppError('try-again', 'some SIMs do not show the change yet', { retryable: true });
}

import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { withPriority } from '@/lib/providers/priority';
import { ProviderError } from '@/lib/providers/provider-error';
import { getFleet, listFleets } from '@/lib/providers/registry';

const AT_ONCE = 8;
/** The job comes every minute: what is left then goes on, in one place of the worker however much it is. */
const FOR_MS = 45_000;

/** The next ones due are put off by an hour when they are taken: whoever dies with them, or gets no answer, they come again. */
const TAKE = `UPDATE "FleetSim" SET "quotaDueAt" = now() + interval '1 hour' WHERE iccid IN (
  SELECT iccid FROM "FleetSim" WHERE "quotaDueAt" <= now() AND "providerId" = ANY($1::text[]) ORDER BY "quotaDueAt" LIMIT ${AT_ONCE * 8} FOR UPDATE SKIP LOCKED) RETURNING iccid, "providerId", "quotaDueAt"::text AS due`;
/** Whatever was pushed meanwhile made the SIM due anew: then the next reading tells. */
const READ = `UPDATE "FleetSim" SET "dataQuota" = $3, "textQuota" = $4, "quotaAt" = greatest("quotaAt", $5::timestamptz), "quotaDueAt" = NULL WHERE iccid = $1 AND "quotaDueAt" = $2::timestamptz`;
const LEAVE = `UPDATE "FleetSim" SET "quotaDueAt" = NULL WHERE iccid = $1 AND "quotaDueAt" = $2::timestamptz`;

type Due = { iccid: string; providerId: string; due: string };

async function readAgain({ iccid, providerId, due }: Due): Promise<void> {
  const asked = new Date();
  try {
    const { dataQuota, textQuota } = await getFleet(providerId).readSim(iccid);
    await rows(pool(), READ, [iccid, due, dataQuota, textQuota, asked]);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ provider: providerId, code: error.code }, 'fleet.quota.not-read');
    if (error.code === 'rejected') await rows(pool(), LEAVE, [iccid, due]);
  }
}

async function readTaken(taken: readonly Due[]): Promise<void> {
  const left = [...taken];
  const one = async () => {
    for (let due = left.pop(); due; due = left.pop()) await readAgain(due);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** Reads the SIMs anew of whose quotas something was pushed, each once however much it was, behind everybody else who asks the operator. Answers how many. */
export async function readDueQuotas(): Promise<number> {
  const fleets = listFleets().map(({ id }) => id);
  const until = Date.now() + FOR_MS;
  let count = 0;
  while (Date.now() < until) {
    const taken = await rows<Due>(pool(), TAKE, [fleets]);
    if (taken.length === 0) break;
    count += taken.length;
    await withPriority('background', () => readTaken(taken));
  }
  return count;
}

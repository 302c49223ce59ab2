import pMap from 'p-map';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { withPriority } from '@/lib/providers/priority';
import { ProviderError, type ProviderErrorCode } from '@/lib/providers/provider-error';
import { getFleet, listFleets } from '@/lib/providers/registry';

const AT_ONCE = 8;
/** The job comes every minute: what is left then goes on, in one place of the worker however much it is. */
const FOR_MS = 45_000;
/** How soon an operator that did not say is asked again, and how soon at the latest. */
const UNSTATED_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** The next ones due are put off by an hour when they are taken: should their reader die, they come again. */
const TAKE = `WITH next AS MATERIALIZED (SELECT iccid, "quotaDueAt" AS due FROM "FleetSim" WHERE "quotaDueAt" <= now() AND "providerId" = $1 ORDER BY "quotaDueAt" LIMIT ${AT_ONCE * 8} FOR UPDATE SKIP LOCKED),
  taken AS (UPDATE "FleetSim" s SET "quotaTakenAt" = now(), "quotaDueAt" = now() + interval '1 hour' FROM next WHERE s.iccid = next.iccid RETURNING s.*, next.due)
  SELECT iccid, "quotaTakenAt"::text AS "takenAt", "quotaDueAt"::text AS "dueAt", "dataQuota" AS "knownData" FROM taken ORDER BY due`;
/** A newer word that was pushed meanwhile stays, and whatever it made due. */
const READ = `UPDATE "FleetSim" SET "dataQuota" = CASE WHEN "quotaAt" > $2::timestamptz AND "dataQuota" IS DISTINCT FROM $4 THEN "dataQuota" ELSE $5 END, "textQuota" = $6,
  "quotaAt" = greatest("quotaAt", $2::timestamptz), "quotaDueAt" = nullif("quotaDueAt", $3::timestamptz) WHERE iccid = $1 AND "quotaTakenAt" = $2::timestamptz`;
const LEAVE = `UPDATE "FleetSim" SET "quotaDueAt" = nullif("quotaDueAt", $3::timestamptz) WHERE iccid = $1 AND "quotaTakenAt" = $2::timestamptz`;
/** Each a moment after the one before it: the last ones come again behind everybody else. */
const GIVE_BACK = `UPDATE "FleetSim" s SET "quotaDueAt" = now() + make_interval(secs => $2::float + t.place / 1e6)
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (iccid text, "takenAt" timestamptz)) WITH ORDINALITY AS t(iccid, "takenAt", place) WHERE s.iccid = t.iccid AND s."quotaTakenAt" = t."takenAt"`;

type Taken = { iccid: string; takenAt: string; dueAt: string; knownData: string | null };

/** These are of the operator or of our way to it: the next SIM would fare no better. */
const STOPS: ReadonlySet<ProviderErrorCode> = new Set(['unavailable', 'rate-limited', 'unauthorized']);
const isStop = ({ code, provider }: ProviderError): boolean => STOPS.has(code) || (provider.notAsked === true && code !== 'rejected');

/** Answers the error after which nobody is to be asked. */
async function readAgain(providerId: string, { iccid, takenAt, dueAt, knownData }: Taken): Promise<ProviderError | null> {
  try {
    const { dataQuota, textQuota } = await getFleet(providerId).readSim(iccid);
    await rows(pool(), READ, [iccid, takenAt, dueAt, knownData, dataQuota, textQuota]);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (isStop(error)) return error;
    log.warn({ provider: providerId, code: error.code }, 'fleet.quota.not-read');
    if (error.code === 'rejected') await rows(pool(), LEAVE, [iccid, takenAt, dueAt]);
  }
  return null;
}

async function giveBack(unread: readonly Taken[], { providerId, code, provider }: ProviderError): Promise<void> {
  const waitMs = Math.min(provider.retryAfterMs ?? UNSTATED_WAIT_MS, LONGEST_WAIT_MS);
  await rows(pool(), GIVE_BACK, [JSON.stringify(unread.map(({ iccid, takenAt }) => ({ iccid, takenAt }))), waitMs / 1_000]);
  log.warn({ provider: providerId, code, waitMs, unread: unread.length }, 'fleet.quota.stopped');
}

/** Reads what was taken until it is done or the operator is to be left alone; what was not read is then given back, those that were asked for last. Answers how many that were. */
async function readTaken(providerId: string, taken: readonly Taken[]): Promise<{ unread: number }> {
  const [waiting, failed]: [Taken[], Taken[]] = [[], []];
  let stop: ProviderError | null = null;
  const readOne = async (each: Taken): Promise<void> => {
    if (stop !== null) return void waiting.push(each);
    const error = await readAgain(providerId, each);
    if (error === null) return;
    failed.push(each);
    stop ??= error;
  };
  await pMap(taken, readOne, { concurrency: AT_ONCE });
  const unread = [...waiting, ...failed];
  if (stop !== null) await giveBack(unread, stop);
  return { unread: unread.length };
}

async function readDueOf(providerId: string, until: number): Promise<number> {
  let count = 0;
  while (Date.now() < until) {
    const taken = await rows<Taken>(pool(), TAKE, [providerId]);
    if (taken.length === 0) break;
    const { unread } = await readTaken(providerId, taken);
    count += taken.length - unread;
    if (unread > 0) break;
  }
  return count;
}

/** Reads the SIMs anew of whose quotas something was pushed, each once however much it was, behind everybody else who asks the operator. Answers how many. */
export async function readDueQuotas(): Promise<number> {
  const until = Date.now() + FOR_MS;
  const counts = await withPriority('background', () => Promise.all(listFleets().map(({ id }) => readDueOf(id, until))));
  return counts.reduce((sum, count) => sum + count, 0);
}

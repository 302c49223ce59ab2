import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { writeCallCounts } from '@/lib/providers/call-counts';
import { ProviderError } from '@/lib/providers/provider-error';

const LOOK_EVERY_MS = 1_000;
const MINUTES = 2;
const LEAST_CALLS = 10;
const PROBE_SECONDS = 15;
const FIRST_SECONDS = 30;
const LONGEST_SECONDS = 300;

const LOOK = 'SELECT "circuitOpenUntil" AS until FROM "ProviderState" WHERE "providerId" = $1';
/** Moments leave the database as text and come back to it: a date of this machine's would lose their microseconds. */
const PROBE = `UPDATE "ProviderState" SET "circuitOpenUntil" = now() + make_interval(secs => $2) WHERE "providerId" = $1 AND "circuitOpenUntil" <= now()
  RETURNING "circuitOpenedAt"::text AS "openedAt", "circuitOpenUntil"::text AS until`;
const STILL_OPEN = `"providerId" = $1 AND "circuitOpenUntil" IS NOT NULL AND "circuitOpenedAt" IS NOT DISTINCT FROM $2::timestamptz`;
const CLOSE = `UPDATE "ProviderState" SET "circuitOpenUntil" = NULL, "circuitOpenedAt" = NULL, "circuitOpens" = 0, "circuitReason" = NULL WHERE ${STILL_OPEN} RETURNING 1`;
const GIVE_BACK = `UPDATE "ProviderState" SET "circuitOpenUntil" = now() WHERE "providerId" = $1 AND "circuitOpenUntil" = $2::timestamptz`;
/** Twice as long each further time. */
const OPEN_AGAIN = `UPDATE "ProviderState" SET "circuitOpens" = "circuitOpens" + 1, "circuitReason" = $3, "circuitOpenedAt" = now(),
  "circuitOpenUntil" = now() + make_interval(secs => least(${LONGEST_SECONDS}, ${FIRST_SECONDS} * 2 ^ least("circuitOpens", 8))) WHERE ${STILL_OPEN} RETURNING 1`;
/** For half a minute, after enough calls of which half failed. */
const OPEN = `WITH recent AS (SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(failures), 0) AS failures FROM "ProviderCalls" WHERE "providerId" = $1 AND minute > now() - make_interval(mins => ${MINUTES}))
  INSERT INTO "ProviderState" AS s ("providerId", "circuitOpenUntil", "circuitOpenedAt", "circuitOpens", "circuitReason")
    SELECT $1, now() + make_interval(secs => ${FIRST_SECONDS}), now(), 1, $2 FROM recent WHERE calls >= ${LEAST_CALLS} AND failures * 2 >= calls
  ON CONFLICT ("providerId") DO UPDATE SET "circuitOpenUntil" = excluded."circuitOpenUntil", "circuitOpenedAt" = excluded."circuitOpenedAt",
    "circuitOpens" = excluded."circuitOpens", "circuitReason" = excluded."circuitReason"
  WHERE s."circuitOpenUntil" IS NULL RETURNING 1`;

const seen = new Map<string, { until: number | null; at: number }>();

/** What was seen a moment ago counts no more: for whoever moves the times in the database. */
export const forgetCircuits = (): void => seen.clear();

async function look(providerId: string): Promise<number | null> {
  const known = seen.get(providerId);
  if (known && Date.now() - known.at < LOOK_EVERY_MS) return known.until;
  const [state] = await rows<{ until: Date | null }>(pool(), LOOK, [providerId]);
  const until = state?.until?.getTime() ?? null;
  seen.set(providerId, { until, at: Date.now() });
  return until;
}

/** `probe`: let out to try, after the opening of that moment, for as long as no other may. Null = like any call. */
export type Passage = { probe: { openedAt: string | null; until: string } | null };

const closed = (providerId: string, waitMs: number) => new ProviderError('unavailable', providerId, { retryAfterMs: Math.max(waitMs, 1_000), message: `${providerId}: too many of its answers failed, it is left alone for a while` });

/** Lets a call out, or refuses it before anything leaves while the provider is left alone. Of many after that time, one may try; never one that spends, whose lost answer would be a person's work. */
export async function enterCircuit(providerId: string, { isSpending = false } = {}): Promise<Passage> {
  const until = await look(providerId);
  if (until === null) return { probe: null };
  if (until > Date.now()) throw closed(providerId, until - Date.now());
  seen.delete(providerId);
  const [probe] = isSpending ? [] : await rows<NonNullable<Passage['probe']>>(pool(), PROBE, [providerId, PROBE_SECONDS]);
  if (!probe) throw closed(providerId, PROBE_SECONDS * 1_000);
  return { probe };
}

/** The call was answered. Only who was let out to try closes what was open, and only the opening it tried: what left before may come back late. */
export async function noteAnswered(providerId: string, { probe }: Passage): Promise<void> {
  if (!probe || (await rows(pool(), CLOSE, [providerId, probe.openedAt])).length === 0) return;
  seen.delete(providerId);
  log.info({ provider: providerId }, 'provider.circuit.closed');
}

/** Nothing reached the provider, for reasons of our own: all stays as it is, and another may try at once. */
export async function noteNotAsked(providerId: string, { probe }: Passage): Promise<void> {
  if (!probe) return;
  await rows(pool(), GIVE_BACK, [providerId, probe.until]);
  seen.delete(providerId);
}

async function isOpened(providerId: string, { probe }: Passage, code: string): Promise<boolean> {
  if (probe && (await rows(pool(), OPEN_AGAIN, [providerId, probe.openedAt, code])).length > 0) return true;
  return (await rows(pool(), OPEN, [providerId, code])).length > 0;
}

/** The call failed through the provider's fault: the circuit opens when that becomes the rule, and again when the one that tried failed. */
export async function noteFailed(providerId: string, passage: Passage, code: string): Promise<void> {
  await writeCallCounts();
  if (!(await isOpened(providerId, passage, code))) return;
  seen.delete(providerId);
  log.warn({ provider: providerId, code }, 'provider.circuit.opened');
}

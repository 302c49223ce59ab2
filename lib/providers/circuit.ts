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
const PROBE = `UPDATE "ProviderState" SET "circuitOpenUntil" = now() + make_interval(secs => $2) WHERE "providerId" = $1 AND "circuitOpenUntil" <= now() RETURNING 1`;
const CLOSE = `UPDATE "ProviderState" SET "circuitOpenUntil" = NULL, "circuitOpens" = 0, "circuitReason" = NULL WHERE "providerId" = $1 AND "circuitOpenUntil" IS NOT NULL RETURNING 1`;
/** Opens for half a minute, twice as long each further time. A closed one only after enough calls of which half failed; $4 = the probe itself failed. */
const OPEN = `WITH recent AS (SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(failures), 0) AS failures FROM "ProviderCalls" WHERE "providerId" = $1 AND minute > now() - make_interval(mins => ${MINUTES}))
  INSERT INTO "ProviderState" AS s ("providerId", "circuitOpenUntil", "circuitOpens", "circuitReason")
    SELECT $1, now() + make_interval(secs => ${FIRST_SECONDS}), 1, $2 FROM recent WHERE $3::boolean OR (calls >= ${LEAST_CALLS} AND failures * 2 >= calls)
  ON CONFLICT ("providerId") DO UPDATE SET "circuitOpens" = s."circuitOpens" + 1, "circuitReason" = excluded."circuitReason",
    "circuitOpenUntil" = now() + make_interval(secs => least(${LONGEST_SECONDS}, ${FIRST_SECONDS} * 2 ^ least(s."circuitOpens", 8)))
  WHERE $3::boolean OR s."circuitOpenUntil" IS NULL RETURNING 1`;

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

export type Passage = { isProbe: boolean };

const closed = (providerId: string, waitMs: number) => new ProviderError('unavailable', providerId, { retryAfterMs: Math.max(waitMs, 1_000), message: `${providerId}: too many of its answers failed, it is left alone for a while` });

/** Lets a call out, or refuses it before anything leaves while the provider is left alone. Of many after that time, one may try; never one that spends, whose lost answer would be a person's work. */
export async function enterCircuit(providerId: string, { isSpending = false } = {}): Promise<Passage> {
  const until = await look(providerId);
  if (until === null) return { isProbe: false };
  if (until > Date.now()) throw closed(providerId, until - Date.now());
  seen.delete(providerId);
  if (isSpending || (await rows(pool(), PROBE, [providerId, PROBE_SECONDS])).length === 0) throw closed(providerId, PROBE_SECONDS * 1_000);
  return { isProbe: true };
}

/** The call was answered: whatever was open is closed. */
export async function noteAnswered(providerId: string, { isProbe }: Passage): Promise<void> {
  if (!isProbe && seen.get(providerId)?.until === null) return;
  seen.delete(providerId);
  if ((await rows(pool(), CLOSE, [providerId])).length > 0) log.info({ provider: providerId }, 'provider.circuit.closed');
}

/** The call failed through the provider's fault: the circuit opens when that becomes the rule. */
export async function noteFailed(providerId: string, { isProbe }: Passage, code: string): Promise<void> {
  await writeCallCounts();
  if ((await rows(pool(), OPEN, [providerId, code, isProbe])).length === 0) return;
  seen.delete(providerId);
  log.warn({ provider: providerId, code }, 'provider.circuit.opened');
}

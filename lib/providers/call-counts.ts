import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';

type Count = { providerId: string; operation: string; minute: number; calls: number; failures: number; totalMs: number; worstMs: number };

const MINUTE_MS = 60_000;
const WRITE_AFTER_MS = 2_000;
const WRITE = `INSERT INTO "ProviderCalls" ("providerId", operation, minute, calls, failures, "totalMs", "worstMs")
  SELECT "providerId", operation, to_timestamp(minute / 1000.0), calls, failures, "totalMs", "worstMs"
    FROM jsonb_to_recordset($1::jsonb) AS c("providerId" text, operation text, minute bigint, calls int, failures int, "totalMs" int, "worstMs" int)
  ON CONFLICT ("providerId", operation, minute) DO UPDATE SET calls = "ProviderCalls".calls + excluded.calls, failures = "ProviderCalls".failures + excluded.failures,
    "totalMs" = "ProviderCalls"."totalMs" + excluded."totalMs", "worstMs" = greatest("ProviderCalls"."worstMs", excluded."worstMs")`;
const FORGET = `DELETE FROM "ProviderCalls" WHERE minute < now() - interval '2 days'`;

const waiting = new Map<string, Count>();
let timer: NodeJS.Timeout | null = null;

/** Writes what this process has counted since the last time. */
export async function writeCallCounts(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const counts = [...waiting.values()];
  waiting.clear();
  if (counts.length > 0) await rows(pool(), WRITE, [JSON.stringify(counts)]);
}

const writeLater = () => {
  timer ??= setTimeout(() => void writeCallCounts().catch((error: unknown) => log.warn({ error }, 'provider.calls.not-written')), WRITE_AFTER_MS).unref();
};

/** One call ended. Kept in memory for two seconds, so that counting costs the database nothing per call. */
export function countCall(call: { providerId: string; operation: string; tookMs: number; isFailure: boolean }): void {
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const key = `${call.providerId} ${call.operation} ${minute}`;
  const { providerId, operation } = call;
  const count = waiting.get(key) ?? { providerId, operation, minute, calls: 0, failures: 0, totalMs: 0, worstMs: 0 };
  const took = Math.round(call.tookMs);
  waiting.set(key, {
    ...count, calls: count.calls + 1, failures: count.failures + (call.isFailure ? 1 : 0), totalMs: count.totalMs + took, worstMs: Math.max(count.worstMs, took),
  });
  writeLater();
}

export type CallFigures = { operation: string; calls: number; failures: number; averageMs: number; worstMs: number };

/** How the calls of the last minutes went, over all processes. */
export const readCallFigures = (providerId: string, minutes: number): Promise<CallFigures[]> =>
  rows<CallFigures>(
    pool(),
    `SELECT operation, sum(calls)::int AS calls, sum(failures)::int AS failures, (sum("totalMs") / greatest(sum(calls), 1))::int AS "averageMs", max("worstMs")::int AS "worstMs"
       FROM "ProviderCalls" WHERE "providerId" = $1 AND minute > now() - make_interval(mins => $2::int) GROUP BY operation ORDER BY operation`,
    [providerId, minutes],
  );

export const forgetOldCalls = (): Promise<unknown> => rows(pool(), FORGET);

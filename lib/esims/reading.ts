import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { seal, unseal, type SealedPlace } from '@/lib/crypto/sealed-text';
import { pool } from '@/lib/db/client';
import { rows, type Sql } from '@/lib/db/sql';
import { log } from '@/lib/log';

export type Kind = 'usage' | 'bundles' | 'top-ups' | `steps:${string}`;
export type Wanted<Value> = { esimId: string; kind: Kind; schema: z.ZodType<Value>; maxAgeMs: number };
/** `isStale` = older than wanted, because the provider did not answer. */
export type Reading<Value> = { value: Value; readAt: Date; isStale: boolean };

const LOOK_FOR_SECONDS = 30;
const REST_SECONDS = 5;
const WAIT_MS = 8_000;
const POLL_MS = 150;

const FIND = `SELECT "sealedValue", "readAt", coalesce("readAt" > now() - make_interval(secs => $3), false) AS "isFresh", coalesce("lookingUntil" > now(), false) AS "isLookedFor"
  FROM "EsimReading" WHERE "esimId" = $1::uuid AND kind = $2`;
const CLAIM = `INSERT INTO "EsimReading" AS r ("esimId", kind, "lookingUntil") VALUES ($1::uuid, $2, now() + make_interval(secs => ${LOOK_FOR_SECONDS}))
  ON CONFLICT ("esimId", kind) DO UPDATE SET "lookingUntil" = excluded."lookingUntil"
  WHERE (r."lookingUntil" IS NULL OR r."lookingUntil" <= now()) AND (r."readAt" IS NULL OR r."readAt" <= now() - make_interval(secs => $3)) RETURNING 1`;
const KEEP = `UPDATE "EsimReading" SET "sealedValue" = $3, "readAt" = now(), "lookingUntil" = NULL WHERE "esimId" = $1::uuid AND kind = $2`;
const REST = `UPDATE "EsimReading" SET "lookingUntil" = now() + make_interval(secs => ${REST_SECONDS}) WHERE "esimId" = $1::uuid AND kind = $2`;
const OUTDATE = `UPDATE "EsimReading" SET "readAt" = NULL WHERE "esimId" = $1::uuid AND kind = ANY($2::text[])`;

type Row = { sealedValue: string | null; readAt: Date | null; isFresh: boolean; isLookedFor: boolean };

const placeOf = (esimId: string, kind: Kind) => ({ table: 'EsimReading', row: `${esimId}/${kind}`, column: 'sealedValue' });

/** What cannot be opened any more, or not here, was never said: it can be asked for again. */
function opened(sealed: string, place: SealedPlace): unknown {
  try {
    return JSON.parse(unseal(sealed, place)) as unknown;
  } catch {
    return undefined;
  }
}

async function find<Value>({ esimId, kind, schema, maxAgeMs }: Wanted<Value>) {
  const [row] = await rows<Row>(pool(), FIND, [esimId, kind, maxAgeMs / 1_000]);
  const parsed = row?.sealedValue ? schema.safeParse(opened(row.sealedValue, placeOf(esimId, kind))) : null;
  const reading: Reading<Value> | null = parsed?.success ? { value: parsed.data, readAt: row?.readAt ?? new Date(0), isStale: !row?.isFresh } : null;
  return { reading, isLookedFor: row?.isLookedFor ?? false };
}

async function ask<Value>(wanted: Wanted<Value>, call: () => Promise<Value>): Promise<Reading<Value> | null> {
  const { esimId, kind, maxAgeMs } = wanted;
  const claimed = await rows(pool(), CLAIM, [esimId, kind, maxAgeMs / 1_000]);
  if (claimed.length === 0) return null;
  try {
    const value = await call();
    await rows(pool(), KEEP, [esimId, kind, seal(JSON.stringify(value), placeOf(esimId, kind))]);
    return { value, readAt: new Date(), isStale: false };
  } catch (error) {
    await rows(pool(), REST, [esimId, kind]);
    throw error;
  }
}

/** Somebody else is asking: their answer is ours. */
async function awaitOther<Value>(wanted: Wanted<Value>): Promise<Reading<Value> | null> {
  for (const until = Date.now() + WAIT_MS; ; await sleep(POLL_MS)) {
    const { reading, isLookedFor } = await find(wanted);
    if ((reading && !reading.isStale) || !isLookedFor || Date.now() > until) return reading;
  }
}

async function readNow<Value>(wanted: Wanted<Value>, call: () => Promise<Value>): Promise<Reading<Value> | null> {
  const { reading } = await find(wanted);
  if (reading && !reading.isStale) return reading;
  try {
    return (await ask(wanted, call)) ?? (await awaitOther(wanted));
  } catch (error) {
    log.warn({ esimId: wanted.esimId, kind: wanted.kind, error }, 'esim.reading.failed');
    return (await find(wanted)).reading;
  }
}

const underway = new Map<string, Promise<unknown>>();

/** What the provider said, at most `maxAgeMs` old where it answers: however many look at once, over all processes, it is asked once. Null = it never answered. */
export async function readThrough<Value>(wanted: Wanted<Value>, call: () => Promise<Value>): Promise<Reading<Value> | null> {
  const key = `${wanted.esimId} ${wanted.kind} ${wanted.maxAgeMs}`;
  const running = underway.get(key) ?? readNow(wanted, call).finally(() => underway.delete(key));
  underway.set(key, running);
  return running as Promise<Reading<Value> | null>;
}

/** Something happened to the eSIM: the next look asks the provider again. */
export async function outdateReadings(sql: Sql, esimId: string, kinds: readonly Kind[]): Promise<void> {
  await rows(sql, OUTDATE, [esimId, [...kinds]]);
}

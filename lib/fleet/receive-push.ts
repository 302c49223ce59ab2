import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { noteQuotas } from '@/lib/fleet/note-quotas';
import { log } from '@/lib/log';
import type { FleetRecord } from '@/lib/providers/fleet-provider';
import { findFleet } from '@/lib/providers/registry';

const NOTE = `INSERT INTO "ProviderState" ("providerId", "lastWebhookAt") VALUES ($1, now()) ON CONFLICT ("providerId") DO UPDATE SET "lastWebhookAt" = now()`;
/** One statement and one commit for a whole delivery; what came before is left as it is. */
const KEEP = `WITH seen AS (${NOTE}), kept AS (INSERT INTO "FleetRecord" ("providerId", "recordKey", iccid, kind, at, service, total, raw)
  SELECT $1, "recordKey", iccid, kind, at, service, total, raw FROM jsonb_to_recordset($2::jsonb) AS r("recordKey" text, iccid text, kind text, at timestamptz, service text, total float8, raw jsonb)
  ON CONFLICT ("providerId", "recordKey") DO NOTHING RETURNING 1) SELECT count(*)::int AS fresh FROM kept`;

const toRow = (record: FleetRecord) =>
  record.kind === 'usage'
    ? { recordKey: record.recordKey, iccid: record.iccid, kind: record.kind, at: record.from, service: record.service, total: record.total, raw: record.raw }
    : { recordKey: record.recordKey, iccid: record.event.iccid, kind: record.kind, at: record.event.at, service: record.event.type, total: null, raw: record.raw };

const ESCAPE = /\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|[^])/gi;

/** NUL and half a character are no text to PostgreSQL, in JSON either; a backslash before them makes them harmless. */
const storable = (json: string) => (json.includes(String.raw`\u0000`) || json.includes(String.raw`\ud`) ? json.replaceAll(ESCAPE, (escape) => (escape.length === 6 ? '' : escape)) : json);

/** 22: values the database cannot hold; 54, or a stack that ends here: nested deeper than anybody reads. */
const isOfTheData = (error: unknown): boolean => error instanceof RangeError || (error instanceof Error && 'code' in error && /^(22|54)/.test(String(error.code)));

/** Stores rows and answers how many are new. One that cannot be stored is found by halving, told in the log and left out: sent again it would be no better, and the others would never arrive. */
async function keep(providerId: string, found: readonly object[]): Promise<number> {
  try {
    const [kept] = await rows<{ fresh: number }>(pool(), KEEP, [providerId, storable(JSON.stringify(found))]);
    return kept?.fresh ?? 0;
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    if (found.length > 1) return (await keep(providerId, found.slice(0, found.length / 2))) + (await keep(providerId, found.slice(found.length / 2)));
    log.warn({ provider: providerId, error }, 'fleet.push.not-storable');
    return 0;
  }
}

/** Whether a fleet of this name is on. */
export const isPushExpected = (providerId: string): boolean => findFleet(providerId) !== null;

/** Whether a push is worth reading: nobody else has its body held in memory. */
export const mayBePush = (providerId: string, authorization: string | null): boolean => findFleet(providerId)?.isPushFrom?.(authorization) ?? true;

export type PushOutcome = { outcome: 'stored'; fresh: number } | { outcome: 'not-theirs' | 'no-provider' };

/** Stores what a fleet's provider pushed; repeats and disorder do no harm, unknown fields stay in `raw`. */
export async function receivePush(providerId: string, authorization: string | null, rawBody: Uint8Array): Promise<PushOutcome> {
  const records = await findFleet(providerId)?.readPush(authorization, rawBody);
  if (records === undefined) return { outcome: 'no-provider' };
  if (records === null) return { outcome: 'not-theirs' };
  const distinct = new Map(records.map((record) => [record.recordKey, toRow(record)]));
  const fresh = await keep(providerId, [...distinct.values()]);
  await noteQuotas(providerId, records);
  return { outcome: 'stored', fresh };
}

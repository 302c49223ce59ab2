import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { FleetRecord } from '@/lib/providers/fleet-provider';
import { findFleet } from '@/lib/providers/registry';

/** One statement for a whole delivery; what came before is left as it is. */
const KEEP = `INSERT INTO "FleetRecord" ("providerId", "recordKey", iccid, kind, at, service, total, raw)
  SELECT $1, "recordKey", iccid, kind, at, service, total, raw FROM jsonb_to_recordset($2::jsonb) AS r("recordKey" text, iccid text, kind text, at timestamptz, service text, total float8, raw jsonb)
  ON CONFLICT ("providerId", "recordKey") DO NOTHING RETURNING 1`;
const SEEN = `INSERT INTO "ProviderState" ("providerId", "lastWebhookAt") VALUES ($1, now()) ON CONFLICT ("providerId") DO UPDATE SET "lastWebhookAt" = now()`;

const toRow = (record: FleetRecord) =>
  record.kind === 'usage'
    ? { recordKey: record.recordKey, iccid: record.iccid, kind: record.kind, at: record.from, service: record.service, total: record.total, raw: record.raw }
    : { recordKey: record.recordKey, iccid: record.event.iccid, kind: record.kind, at: record.event.at, service: record.event.type, total: null, raw: record.raw };

/** NUL is no text to PostgreSQL, in JSON either. */
const storable = (json: string) => json.replaceAll(String.raw`\u0000`, '');

/** Whether a fleet of this name is on. */
export const isPushExpected = (providerId: string): boolean => findFleet(providerId) !== null;

export type PushOutcome = { outcome: 'stored'; fresh: number } | { outcome: 'not-theirs' | 'no-provider' };

/** Stores what a fleet's provider pushed; repeats and disorder do no harm, unknown fields stay in `raw`. */
export async function receivePush(providerId: string, authorization: string | null, rawBody: Uint8Array): Promise<PushOutcome> {
  const records = await findFleet(providerId)?.readPush(authorization, rawBody);
  if (records === undefined) return { outcome: 'no-provider' };
  if (records === null) return { outcome: 'not-theirs' };
  const distinct = new Map(records.map((record) => [record.recordKey, toRow(record)]));
  const fresh = distinct.size === 0 ? [] : await rows(pool(), KEEP, [providerId, storable(JSON.stringify([...distinct.values()]))]);
  await rows(pool(), SEEN, [providerId]);
  return { outcome: 'stored', fresh: fresh.length };
}

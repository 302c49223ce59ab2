import { createHash } from 'node:crypto';
import { equalSecrets } from '@/lib/crypto/sealed-text';
import { log } from '@/lib/log';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { FleetRecord } from '@/lib/providers/fleet-provider';
import { isDocumented } from './documented-fields';
import type { OnenceConfig } from './env';
import { OnenceError, parseJson } from './errors';
import { quotaWordOf } from './quota-word';
import { toEvent } from './to-event';
import { event as eventSchema, usageRecord } from './wire';

/** The most a delivery holds (§12). */
const MAX_RECORDS = 3_000;
const STREAM = { providerId: 'onence', isKnown: isDocumented };
const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;

/** HTTP Basic, compared as hashes in constant time; the only proof there is (§12). */
export function isFromStream(authorization: string | null, { stream }: Pick<OnenceConfig, 'stream'>): boolean {
  const given = Buffer.from(BASIC.exec(authorization?.trim() ?? '')?.[1] ?? '', 'base64').toString('utf8');
  return stream !== null && equalSecrets(given, `${stream.user}:${stream.password}`);
}

/** Their id; without one, the record itself, which comes again as it was. */
const keyOf = (kind: FleetRecord['kind'], id: string | null, raw: unknown): string =>
  `${kind}:${id ?? createHash('sha256').update(JSON.stringify(raw)).digest('base64url')}`;

const serviceOf = (said: string | null): 'data' | 'text' | 'other' =>
  /^data/i.test(said ?? '') ? 'data' : /sms|text/i.test(said ?? '') ? 'text' : 'other';

/** Sums exactly to the six decimals they write. */
const sum = (one: number, other: number): number => Number((one + other).toFixed(6));

function toUsage(raw: unknown): FleetRecord | null {
  const parsed = parseItemNoting(usageRecord, raw, { ...STREAM, endpoint: 'stream of usage' });
  if (!parsed.success) return null;
  const { data } = parsed;
  const { start_timestamp: from } = data;
  const { rx, tx, total } = data.volume;
  if (from === null || (rx === null && tx === null && total === null)) return null;
  const service = serviceOf(data.traffic_type?.description ?? null);
  const isText = service === 'text';
  return {
    kind: 'usage',
    recordKey: keyOf('usage', data.id, raw),
    iccid: data.sim.iccid,
    from,
    to: data.end_timestamp,
    service,
    received: (isText ? tx : rx) ?? 0,
    sent: (isText ? rx : tx) ?? 0,
    total: total ?? sum(rx ?? 0, tx ?? 0),
    raw,
  };
}

function toEventRecord(raw: unknown): FleetRecord | null {
  const parsed = parseItemNoting(eventSchema, raw, { ...STREAM, endpoint: 'stream of events' });
  const event = toEvent(raw, null);
  return event && { kind: 'event', recordKey: keyOf('event', event.providerEventId, raw), event, quota: parsed.success ? quotaWordOf(parsed.data) : null, raw };
}

/** By shape: what has an event type is an event, all else must be usage. A record that cannot be read is kept apart. */
export function readRecords(batch: readonly unknown[]): { records: FleetRecord[]; unreadable: unknown[] } {
  const records: FleetRecord[] = [];
  const unreadable: unknown[] = [];
  for (const raw of batch) {
    const isEvent = typeof raw === 'object' && raw !== null && 'event_type' in raw;
    const record = isEvent ? toEventRecord(raw) : toUsage(raw);
    if (record) records.push(record);
    else unreadable.push(raw);
  }
  return { records, unreadable };
}

/** Null = not from 1NCE. Throws `bad-response` for an authentic delivery that is no array of at most 3000. */
export function readPush(config: Pick<OnenceConfig, 'stream'>, authorization: string | null, rawBody: Uint8Array): FleetRecord[] | null {
  if (!isFromStream(authorization, config)) return null;
  const batch = parseJson(rawBody);
  if (!Array.isArray(batch) || batch.length > MAX_RECORDS) throw new OnenceError('bad-response', null, { message: 'onence: a delivery is not an array of at most 3000 records' });
  const { records, unreadable } = readRecords(batch);
  if (unreadable.length > 0) log.warn({ provider: 'onence', unreadable: unreadable.length, of: batch.length }, 'onence.push.unreadable');
  return records;
}

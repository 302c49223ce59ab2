import type { z } from 'zod';
import type { HttpAnswer } from '@/lib/http/http-answer';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { findBreaking, findTolerated, type Drift } from '@/lib/providers/drift/find-drift';

const drifted = counter({ name: 'provider_contract_drift_total', help: 'Answers that differ from the contract we know.', labelNames: ['provider', 'endpoint', 'breaking'] });

const AGAIN_AFTER_MS = 60_000;
const MOST_KNOWN = 5_000;
const KEEP = `INSERT INTO "ProviderDrift" AS d ("providerId", endpoint, kind, path, "isBreaking", example)
  SELECT $1, $2, kind, path, bool_or("isBreaking"), min(example) FROM jsonb_to_recordset($3::jsonb) AS f(kind text, path text, "isBreaking" boolean, example text) GROUP BY kind, path
  ON CONFLICT ("providerId", endpoint, kind, path) DO UPDATE SET "lastSeenAt" = now(), times = d.times + 1, example = excluded.example, "isBreaking" = excluded."isBreaking"`;

/** Which answer of whom; `isKnown` tells fields the contract names though we do not read them. */
export type Answered = { providerId: string; endpoint: string; isKnown?: (field: string) => boolean };

const underway = new Set<Promise<unknown>>();
const written = new Map<string, number>();

/** Once a minute per process and way of drifting is enough to know that it goes on. */
function isNews({ providerId, endpoint }: Answered, { kind, path }: Drift): boolean {
  const key = `${providerId} ${endpoint} ${kind} ${path}`;
  const now = Date.now();
  if (now - (written.get(key) ?? 0) < AGAIN_AFTER_MS) return false;
  if (written.size > MOST_KNOWN) written.clear();
  written.set(key, now);
  return true;
}

function keep(answered: Answered, found: readonly Drift[]): void {
  const news = found.filter((drift) => isNews(answered, drift));
  for (const { isBreaking } of news) drifted.inc({ provider: answered.providerId, endpoint: answered.endpoint, breaking: String(isBreaking) });
  if (news.length === 0) return;
  if (news.some(({ isBreaking }) => isBreaking)) log.warn({ provider: answered.providerId, endpoint: answered.endpoint, paths: news.map(({ path }) => path) }, 'provider.contract.broken');
  const writing = rows(pool(), KEEP, [answered.providerId, answered.endpoint, JSON.stringify(news)])
    .catch((error: unknown) => log.warn({ error }, 'provider.drift.not-kept'))
    .finally(() => underway.delete(writing));
  underway.add(writing);
}

/** Until everything noted so far is kept. */
export const notesWritten = async (): Promise<void> => void (await Promise.all(underway));

/** Reads an answer tolerantly; whatever differs from the contract is kept for staff, its values never. */
export function parseNoting<Schema extends z.ZodType>(schema: Schema, body: unknown, answered: Answered): z.ZodSafeParseResult<z.output<Schema>> {
  const parsed = schema.safeParse(body);
  keep(answered, parsed.success ? findTolerated(schema, body, answered.isKnown ?? (() => false)) : findBreaking(parsed.error, body));
  return parsed;
}

const SAMPLE = 50;
const turns = new Map<string, number>();

/** The same for one item of a long list: every one that cannot be read is noted, of the others each fiftieth is looked through. */
export function parseItemNoting<Schema extends z.ZodType>(schema: Schema, item: unknown, answered: Answered): z.ZodSafeParseResult<z.output<Schema>> {
  const key = `${answered.providerId} ${answered.endpoint}`;
  const turn = turns.get(key) ?? 0;
  turns.set(key, turn + 1);
  if (turn % SAMPLE === 0) return parseNoting(schema, item, answered);
  const parsed = schema.safeParse(item);
  if (!parsed.success) keep(answered, findBreaking(parsed.error, item));
  return parsed;
}

const VARIABLE = /^(?:\d{6,}|[0-9a-f]{8}-[0-9a-f-]{27,}|[^/]*(?:_|%|-\d)[^/]*)$/i;

/** "GET /v2/sims/{id}/usage": the same for every eSIM. */
export function endpointOf({ asked }: HttpAnswer): string {
  const [place = ''] = (asked?.path ?? '').split('?');
  return `${asked?.method ?? ''} ${place.split('/').map((part) => (VARIABLE.test(part) ? '{id}' : part)).join('/')}`;
}

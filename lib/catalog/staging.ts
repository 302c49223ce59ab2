import { MAY_RETURN } from '@/lib/catalog/may-return';
import { rows, type Sql } from '@/lib/db/sql';
import type { StagedPlan } from '@/lib/catalog/plan-row';

const DIFFERENT = `SELECT s.id FROM unnest($2::text[], $3::text[]) AS s(id, hash)
  LEFT JOIN "Plan" p ON p."providerId" = $1 AND p."providerPlanId" = s.id WHERE p."contentHash" IS DISTINCT FROM s.hash OR NOT p."isOnSale"`;

const STAGE = `INSERT INTO "StagedPlan" ("syncId", "providerPlanId", hash, destination, "row", coverage, raw)
  SELECT $1::uuid, s."providerPlanId", s.hash, s.destination, s.facts->0, s.facts->1, s.facts->2
  FROM jsonb_to_recordset($2::jsonb) AS s("providerPlanId" text, hash text, destination jsonb, facts jsonb)`;

// PostgreSQL's JSON holds neither NUL nor half a surrogate pair, in values or keys; what a provider sends may.
const UNSTORABLE = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
const storable = (json: string) => json.replace(UNSTORABLE, (found) => (found === '\\\\' ? found : '\uFFFD'));

const inFull = ({ facts, ...named }: StagedPlan) => `${JSON.stringify(named).slice(0, -1)},"facts":${facts}}`;

export type StagingPlace = { syncId: string; providerId: string };

/** Puts aside what differs from the shop's plans, of one chunk of a list. */
export async function stagePlans(sql: Sql, { syncId, providerId }: StagingPlace, plans: StagedPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const found = await rows<{ id: string }>(sql, DIFFERENT, [providerId, plans.map((plan) => plan.providerPlanId), plans.map((plan) => plan.hash)]);
  const different = new Set(found.map(({ id }) => id));
  const staged = plans.filter(({ providerPlanId }) => different.has(providerPlanId)).map(inFull);
  if (staged.length > 0) await rows(sql, STAGE, [syncId, storable(`[${staged.join()}]`)]);
}

const PAGE = 1_000;
const ON_SALE = `SELECT "providerPlanId" AS id FROM "Plan" WHERE "providerId" = $1 AND "providerPlanId" > $2 AND "isOnSale" ORDER BY "providerPlanId" LIMIT ${PAGE}`;

/** The plans on sale that a list does not hold, some at a time: so many names never travel at once. */
export async function* listMissing(sql: Sql, providerId: string, listed: ReadonlySet<string>): AsyncGenerator<string[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: string[] = (await rows<{ id: string }>(sql, ON_SALE, [providerId, after])).map(({ id }) => id);
    const missing = page.filter((id) => !listed.has(id));
    if (missing.length > 0) yield missing;
    after = page[PAGE - 1];
  }
}

const STAGE_MISSING = `INSERT INTO "StagedPlan" ("syncId", "providerPlanId", hash, "isMissing", destination, "row", coverage, raw)
  SELECT $1::uuid, id, '', true, '{}', '{}', '[]', 'null' FROM unnest($2::text[]) AS missing(id)`;

/** Puts aside the names of plans on sale that a whole list did not hold. */
export async function stageMissing(sql: Sql, { syncId, providerId }: StagingPlace, listed: ReadonlySet<string>): Promise<void> {
  for await (const missing of listMissing(sql, providerId, listed)) await rows(sql, STAGE_MISSING, [syncId, missing]);
}

export const clearStaging = (sql: Sql, syncId: string) => rows(sql, 'DELETE FROM "StagedPlan" WHERE "syncId" = $1::uuid', [syncId]);

/** `staged` = rows put aside; `returning` = plans off sale that would be sold again. */
export type Difference = { staged: number; onSale: number; returning: number; removed: number; repriced: number; repricedOnSale: number; suspicious: number };

const RETURNS = `NOT p."isOnSale" AND NOT s."isMissing" AND ${MAY_RETURN('p')}`;
const REPRICED = `((s."row"->>'priceMinor')::int <> p."priceMinor" OR s."row"->>'currency' <> p.currency)`;
// Suspicious: a price a fiftieth or fifty times of what it was, or another currency; of plans that stay off sale too, whose last price would be forgotten.
const COMPARE = `SELECT
  (SELECT count(*)::int FROM "StagedPlan" WHERE "syncId" = $1::uuid) AS staged,
  count(*) FILTER (WHERE p."isOnSale")::int AS "onSale",
  count(*) FILTER (WHERE ${RETURNS})::int AS returning,
  count(*) FILTER (WHERE p."isOnSale" AND s."isMissing")::int AS removed,
  count(*) FILTER (WHERE (p."isOnSale" OR ${RETURNS}) AND ${REPRICED})::int AS repriced, count(*) FILTER (WHERE p."isOnSale" AND ${REPRICED})::int AS "repricedOnSale",
  count(*) FILTER (WHERE s."row"->>'currency' <> p.currency OR (s."row"->>'priceMinor')::numeric >= 50 * greatest(p."priceMinor", 1)::numeric OR 50 * (s."row"->>'priceMinor')::numeric <= p."priceMinor")::int AS suspicious
FROM "Plan" p LEFT JOIN "StagedPlan" s ON s."syncId" = $1::uuid AND s."providerPlanId" = p."providerPlanId"
WHERE p."providerId" = $2 AND (p."isOnSale" OR s."providerPlanId" IS NOT NULL)`;

/** What applying the staged plans would do. Also tells the planner how many there are: they came a second ago. */
export async function compareWithStaged(sql: Sql, { syncId, providerId, startedAt }: StagingPlace & { startedAt: Date }): Promise<Difference> {
  await rows(sql, 'ANALYZE "StagedPlan" ("syncId", "providerPlanId", hash)');
  const [difference] = await rows<Difference>(sql, COMPARE, [syncId, providerId, startedAt]);
  return difference ?? { staged: 0, onSale: 0, returning: 0, removed: 0, repriced: 0, repricedOnSale: 0, suspicious: 0 };
}

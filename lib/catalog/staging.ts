import { rows, type Sql } from '@/lib/db/sql';
import type { StagedPlan } from '@/lib/catalog/plan-row';

const STAGE = `INSERT INTO "StagedPlan" ("syncId", "providerPlanId", hash, destination, "row", coverage, raw)
  SELECT $1::uuid, s."providerPlanId", s.hash, s.destination, s."row", s.coverage, s.raw
  FROM jsonb_to_recordset($2::jsonb) AS s("providerPlanId" text, hash text, destination jsonb, "row" jsonb, coverage jsonb, raw jsonb)
  ON CONFLICT ("syncId", "providerPlanId") DO NOTHING`;

// PostgreSQL's JSON holds neither NUL nor half a surrogate pair; what a provider sends may.
const UNSTORABLE = /\0|\p{Surrogate}/gu;
const storable = (_key: string, value: unknown) => (typeof value === 'string' ? value.replace(UNSTORABLE, '\uFFFD') : value);

/** Puts one chunk aside; a plan listed twice counts once. */
export async function stagePlans(sql: Sql, syncId: string, plans: StagedPlan[]): Promise<void> {
  if (plans.length > 0) await rows(sql, STAGE, [syncId, JSON.stringify(plans, storable)]);
}

export const clearStaging = (sql: Sql, syncId: string) => rows(sql, 'DELETE FROM "StagedPlan" WHERE "syncId" = $1::uuid', [syncId]);

export type Difference = { staged: number; onSale: number; removed: number; repriced: number; suspicious: number };

// Suspicious: a price a hundredth or a hundred times of what it was, or another currency.
const COMPARE = `SELECT
  (SELECT count(*)::int FROM "StagedPlan" WHERE "syncId" = $1::uuid) AS staged,
  count(*)::int AS "onSale",
  count(*) FILTER (WHERE s."providerPlanId" IS NULL)::int AS removed,
  count(*) FILTER (WHERE (s."row"->>'priceMinor')::int <> p."priceMinor" OR s."row"->>'currency' <> p.currency)::int AS repriced,
  count(*) FILTER (WHERE s."row"->>'currency' <> p.currency OR (s."row"->>'priceMinor')::numeric >= 50 * greatest(p."priceMinor", 1) OR 50 * (s."row"->>'priceMinor')::numeric <= p."priceMinor")::int AS suspicious
FROM "Plan" p LEFT JOIN "StagedPlan" s ON s."syncId" = $1::uuid AND s."providerPlanId" = p."providerPlanId"
WHERE p."providerId" = $2 AND p."isOnSale"`;

export async function compareWithStaged(sql: Sql, syncId: string, providerId: string): Promise<Difference> {
  const [difference] = await rows<Difference>(sql, COMPARE, [syncId, providerId]);
  return difference ?? { staged: 0, onSale: 0, removed: 0, repriced: 0, suspicious: 0 };
}

import { MAY_RETURN } from '@/lib/catalog/may-return';
import { rows, type Sql } from '@/lib/db/sql';

const DESTINATIONS = `INSERT INTO "Destination" (slug, kind, "countryCode", name)
  SELECT DISTINCT ON (d->>'slug') d->>'slug', (d->>'kind')::"DestinationKind", d->>'countryCode', d->>'name'
  FROM (SELECT destination AS d FROM "StagedPlan" WHERE "syncId" = $1::uuid AND NOT "isMissing") s ORDER BY d->>'slug' ON CONFLICT DO NOTHING`;

const FIELDS = [
  'slug', 'destinationSlug', 'title', 'operatorName', 'dataMegabytes', 'isUnlimited', 'fairUseText', 'fairUseMegabytesPerDay', 'reducedSpeedKbps',
  'voiceMinutes', 'textMessages', 'validityDays', 'priceMinor', 'currency', 'costMinor', 'minimumRetailMinor', 'activationPolicy', 'isTopUpPossible',
  'isIdentityCheckNeeded', 'hasPhoneNumber', 'isRoaming', 'apnIos', 'apnAndroid', 'installWindowDays', 'isHotspotAllowed', 'infoTexts',
];
const quoted = FIELDS.map((field) => `"${field}"`);
const plain = quoted.filter((field) => field !== '"slug"' && field !== '"destinationSlug"');

// Only rows that differ, are new, or come back on sale are written.
// An address once given stays; a country is known by its code, whatever this machine calls it.
const PLANS = `WITH changed AS (
    SELECT s.hash, s."providerPlanId" AS "planKey", coalesce(d.slug, r."destinationSlug") AS "destinationSlug",
      CASE WHEN count(*) OVER (PARTITION BY r.slug) > 1 OR EXISTS (SELECT 1 FROM "Plan" other WHERE other.slug = r.slug)
        THEN r.slug || '-' || left(encode(sha256(convert_to($2::text || '|' || s."providerPlanId", 'UTF8')), 'hex'), 16) ELSE r.slug END AS slug,
      ${plain.map((field) => `r.${field}`).join(', ')}
    FROM "StagedPlan" s
    LEFT JOIN "Plan" p ON p."providerId" = $2::text AND p."providerPlanId" = s."providerPlanId"
    LEFT JOIN "Destination" d ON d."countryCode" = s.destination->>'countryCode'
    CROSS JOIN LATERAL jsonb_populate_record(NULL::"Plan", s."row" - 'id' - 'providerPlanId') r
    WHERE s."syncId" = $1::uuid AND NOT s."isMissing" AND (p.id IS NULL OR p."contentHash" <> s.hash OR (NOT p."isOnSale" AND ${MAY_RETURN('p')})))
  INSERT INTO "Plan" (id, "providerId", "providerPlanId", "contentHash", "isOnSale", ${quoted.join(', ')})
  SELECT gen_random_uuid(), $2::text, changed."planKey", changed.hash, true, ${quoted.map((field) => `changed.${field}`).join(', ')} FROM changed
  ON CONFLICT ("providerId", "providerPlanId") DO UPDATE SET "contentHash" = EXCLUDED."contentHash", "changedAt" = now(),
    "isOnSale" = "Plan"."isOnSale" OR ${MAY_RETURN('"Plan"')},
    "offSaleReason" = CASE WHEN ${MAY_RETURN('"Plan"')} THEN NULL ELSE "Plan"."offSaleReason" END,
    "destinationSlug" = EXCLUDED."destinationSlug", ${plain.map((field) => `${field} = EXCLUDED.${field}`).join(', ')}`;

// What this transaction wrote carries its time; so no list of plans has to travel to this process and back.
const WRITTEN = `p."providerId" = $1 AND p."changedAt" = now()`;
const DROP_COVERAGE = `DELETE FROM "PlanCoverage" c USING "Plan" p WHERE c."planId" = p.id AND ${WRITTEN}`;
const STAGED = `FROM "StagedPlan" s JOIN "Plan" p ON p."providerPlanId" = s."providerPlanId" AND ${WRITTEN} WHERE s."syncId" = $2::uuid`;
const COVERAGE = `INSERT INTO "PlanCoverage" ("planId", "countryCode", networks)
  SELECT p.id, c->>'countryCode', c->'networks' ${STAGED.replace(' WHERE', ', jsonb_array_elements(s.coverage) c WHERE')} ON CONFLICT DO NOTHING`;
const RAW = `INSERT INTO "ProviderPlanRaw" ("planId", payload) SELECT p.id, s.raw ${STAGED}
  ON CONFLICT ("planId") DO UPDATE SET payload = EXCLUDED.payload, "receivedAt" = now()`;
const COUNT = `SELECT count(*) FILTER (WHERE p."firstSeenAt" = p."changedAt")::int AS inserted, count(*) FILTER (WHERE p."firstSeenAt" < p."changedAt")::int AS updated FROM "Plan" p WHERE ${WRITTEN}`;

const WITHDRAW = `UPDATE "Plan" p SET "isOnSale" = false, "offSaleReason" = 'withdrawn', "changedAt" = now()
  FROM "StagedPlan" s WHERE p."providerId" = $1 AND p."isOnSale" AND s."syncId" = $2::uuid AND s."isMissing" AND s."providerPlanId" = p."providerPlanId" RETURNING 1`;
const TAGS = `SELECT 'plan:' || p.slug AS tag FROM "Plan" p WHERE ${WRITTEN} UNION SELECT 'destination:' || p."destinationSlug" FROM "Plan" p WHERE ${WRITTEN}`;

export type Applied = { inserted: number; updated: number; removed: number; tags: string[] };
export type SyncToApply = { syncId: string; providerId: string; startedAt: Date };

/** Makes the shop's plans those that were staged, in the caller's transaction, of which it must be the only sync. Unchanged plans are not written at all. */
export async function applySync(sql: Sql, { syncId, providerId, startedAt }: SyncToApply): Promise<Applied> {
  await rows(sql, DESTINATIONS, [syncId]);
  await rows(sql, PLANS, [syncId, providerId, startedAt]);
  const [written] = await rows<{ inserted: number; updated: number }>(sql, COUNT, [providerId]);
  const { inserted, updated } = written ?? { inserted: 0, updated: 0 };
  if (updated > 0) await rows(sql, DROP_COVERAGE, [providerId]);
  if (inserted + updated > 0) {
    await rows(sql, COVERAGE, [providerId, syncId]);
    await rows(sql, RAW, [providerId, syncId]);
  }
  const removed = (await rows(sql, WITHDRAW, [providerId, syncId])).length;
  if (inserted + updated + removed === 0) return { inserted, updated, removed, tags: [] };
  const tags = (await rows<{ tag: string }>(sql, TAGS, [providerId])).map(({ tag }) => tag);
  return { inserted, updated, removed, tags: ['catalog', ...tags] };
}

import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { readOffSale } from '@/lib/providers/sale-state';
import { listProviders } from '@/lib/providers/registry';

/** What the customer was promised, whatever the plan says by now. Orders of earlier days do not hold what may be absent. */
export type Promised = {
  dataMegabytes: number | null; isUnlimited: boolean; fairUseText: string | null; voiceMinutes: number | null; textMessages: number | null; validityDays: number;
  activationPolicy: string | null; isTopUpPossible: boolean | null;
  fairUseMegabytesPerDay?: number | null | undefined; reducedSpeedKbps?: number | null | undefined; isIdentityCheckNeeded?: boolean | null | undefined;
  hasPhoneNumber?: boolean | null | undefined; isHotspotAllowed?: boolean | null | undefined;
  /** Radio types by country code. */
  places?: Record<string, string[]> | null | undefined;
};

export type EquivalentWish = {
  planId: string;
  promised: Promised;
  /** Of the price. */
  currency: string;
  /** What the customer pays for one; nothing that costs more, or may not be sold so cheaply, takes its place. */
  unitPriceMinor: number;
  quantity: number;
  /** Least share of the price that must stay with us, percent. */
  marginFloorPercent: number;
  /** Providers that refused already. */
  without: readonly string[];
};

export type EquivalentPlan = { id: string; slug: string; providerId: string; providerPlanId: string; costMinor: number };

/** How strict a start of validity is; what is not stated is taken for the strictest. */
const STRICTNESS = (plan: string) => `CASE ${plan}."activationPolicy" WHEN 'first-usage' THEN 0 WHEN 'installation' THEN 1 ELSE 2 END`;
/** No worse than was promised, and what was not stated was not promised to be slow: it gives way only to what states no limit either. */
const NO_TIGHTER = (limit: string) => `CASE WHEN o."${limit}" IS NULL THEN p."${limit}" IS NULL ELSE p."${limit}" >= o."${limit}" END`;
/** One provider writes LTE where another writes 4G: the generation is what is compared. */
const GENERATION = `CASE WHEN upper(type) IN ('LTE', 'LTE+', 'LTE-A') THEN '4G' WHEN upper(type) = 'NR' THEN '5G' ELSE upper(type) END`;
const RADIO = (coverage: string) => `SELECT ${GENERATION} FROM jsonb_array_elements(${coverage}.networks) AS network, jsonb_array_elements_text(network->'radioTypes') AS type`;
/** Where it was to work and with which generations; an order without places counts as the plan covers now. */
const PROMISED_PLACES = `SELECT key AS "countryCode", ARRAY(SELECT ${GENERATION} FROM jsonb_array_elements_text(value) AS type) AS radio FROM jsonb_each(nullif($5::jsonb->'places', 'null'))
  UNION ALL SELECT a."countryCode", ARRAY(${RADIO('a')}) FROM "PlanCoverage" a WHERE a."planId" = $1::uuid AND nullif($5::jsonb->'places', 'null') IS NULL`;

/** What later orders hold as well. An order without it counts as far as the plan is still what was sold. */
const WHOLE = `$5::jsonb ?& ARRAY['fairUseMegabytesPerDay', 'reducedSpeedKbps', 'isIdentityCheckNeeded', 'hasPhoneNumber', 'isHotspotAllowed']`;

/**
 * At least `o`, what was promised laid over the plan as it is now: every place with every stated radio type, data, calls, texts, days; no stricter start,
 * no identity check where there was none, hotspot and number where they were; where data is unlimited no tighter fair use, and no words about it that
 * cannot be read. Best margin first, then whose calls fail least.
 */
const FIND = `WITH places AS (${PROMISED_PLACES})
  SELECT p.id, p.slug, p."providerId", p."providerPlanId", p."costMinor"
  FROM "Plan" known CROSS JOIN LATERAL jsonb_populate_record(known, $5::jsonb) o
  JOIN "Plan" p ON p.id <> o.id AND p."isOnSale" AND p.currency = $6 AND p."providerId" = ANY($2::text[])
  WHERE known.id = $1::uuid AND (${WHOLE} OR o IS NOT DISTINCT FROM known)
    AND (p."isUnlimited" OR (NOT o."isUnlimited" AND p."dataMegabytes" >= o."dataMegabytes"))
    AND (NOT o."isUnlimited" OR (p."isUnlimited" AND ${NO_TIGHTER('fairUseMegabytesPerDay')} AND ${NO_TIGHTER('reducedSpeedKbps')}
      AND (p."fairUseMegabytesPerDay" IS NOT NULL OR p."fairUseText" IS NULL OR p."fairUseText" = o."fairUseText")))
    AND (o."isUnlimited" OR NOT p."isUnlimited" OR coalesce(p."fairUseMegabytesPerDay", 0) * p."validityDays" >= o."dataMegabytes")
    AND p."validityDays" >= o."validityDays" AND coalesce(p."voiceMinutes", 0) >= coalesce(o."voiceMinutes", 0) AND coalesce(p."textMessages", 0) >= coalesce(o."textMessages", 0)
    AND ${STRICTNESS('p')} <= ${STRICTNESS('o')}
    AND (coalesce(o."isIdentityCheckNeeded", false) OR p."isIdentityCheckNeeded" IS NOT TRUE)
    AND (o."hasPhoneNumber" IS NOT TRUE OR p."hasPhoneNumber") AND (o."isHotspotAllowed" IS NOT TRUE OR p."isHotspotAllowed" IS NOT FALSE)
    AND (o."isTopUpPossible" IS NOT TRUE OR p."isTopUpPossible" IS NOT FALSE)
    AND NOT EXISTS (SELECT 1 FROM places WHERE NOT EXISTS (
      SELECT 1 FROM "PlanCoverage" b WHERE b."planId" = p.id AND b."countryCode" = places."countryCode" AND places.radio <@ ARRAY(${RADIO('b')})))
    AND EXISTS (SELECT 1 FROM places)
    AND p."costMinor" * 100.0 <= $3::int * (100.0 - $4::float) AND coalesce(p."minimumRetailMinor", 0) <= $3::int
  ORDER BY p."costMinor", (SELECT coalesce(sum(failures)::float / nullif(sum(calls), 0), 0) FROM "ProviderCalls" c WHERE c."providerId" = p."providerId" AND c.minute > now() - interval '1 hour'), p.id
  LIMIT 5`;

/** What may take the place of a plan, best first; empty = nothing that would not be a worse deal for the customer or for us. */
export async function findEquivalentPlans(wish: EquivalentWish): Promise<EquivalentPlan[]> {
  const offSale = await readOffSale();
  const willing = listProviders().filter(({ id, maxQuantityPerPurchase }) => !wish.without.includes(id) && !offSale.has(id) && maxQuantityPerPurchase >= wish.quantity);
  if (willing.length === 0) return [];
  return rows<EquivalentPlan>(pool(), FIND, [wish.planId, willing.map(({ id }) => id), wish.unitPriceMinor, wish.marginFloorPercent, JSON.stringify(wish.promised), wish.currency]);
}

import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { listProviders } from '@/lib/providers/registry';
import type { PlanNetwork } from '@/lib/providers/provider';

export type DestinationEntry = { slug: string; kind: 'country' | 'region' | 'global'; countryCode: string | null; name: string; fromMinor: number; currency: string; planCount: number };

/** Only what can be bought now: a provider that is not configured sells nothing. */
const providers = () => listProviders().map(({ id }) => id);

// Where most people go comes first; the others by how much there is to choose from.
const POPULAR = ['ES', 'JP', 'US', 'IT', 'TH', 'TR', 'FR', 'GB', 'GR', 'DE', 'PT', 'MX'];

const DESTINATIONS = `SELECT d.slug, d.kind, d."countryCode", d.name, min(p."priceMinor")::int AS "fromMinor", min(p.currency) AS currency, count(*)::int AS "planCount"
  FROM "Destination" d JOIN "Plan" p ON p."destinationSlug" = d.slug AND p."isOnSale" AND p."providerId" = ANY($2::text[])
  GROUP BY d.slug ORDER BY coalesce(array_position($1::text[], d."countryCode"), 999), d.name`;

/** Every place with a plan on sale, popular ones first. */
export const listDestinations = (): Promise<DestinationEntry[]> => rows<DestinationEntry>(pool(), DESTINATIONS, [POPULAR, providers()]);

export const popularCount = POPULAR.length;

export type PlanCard = {
  slug: string; title: string; destinationSlug: string; destinationName: string; kind: 'country' | 'region' | 'global'; countryCode: string | null;
  operatorName: string | null; dataMegabytes: number | null; isUnlimited: boolean; voiceMinutes: number | null; textMessages: number | null; fairUseText: string | null; fairUseMegabytesPerDay: number | null; reducedSpeedKbps: number | null;
  validityDays: number; priceMinor: number; currency: string; coverageCount: number;
};

const CARD = `SELECT p.slug, p.title, p."destinationSlug", d.name AS "destinationName", d.kind, d."countryCode", p."operatorName", p."dataMegabytes", p."isUnlimited",
    p."voiceMinutes", p."textMessages", p."fairUseText", p."fairUseMegabytesPerDay", p."reducedSpeedKbps", p."validityDays", p."priceMinor", p.currency, (SELECT count(*)::int FROM "PlanCoverage" c WHERE c."planId" = p.id) AS "coverageCount"
  FROM "Plan" p JOIN "Destination" d ON d.slug = p."destinationSlug" WHERE p."isOnSale" AND p."providerId" = ANY($2::text[])`;
const ORDER = `ORDER BY p."isUnlimited", p."dataMegabytes" NULLS LAST, p."validityDays", p."priceMinor"`;
const OWN = `${CARD} AND p."destinationSlug" = $1 ${ORDER}`;
const WIDER = `${CARD} AND d.kind <> 'country' AND EXISTS (SELECT 1 FROM "PlanCoverage" c WHERE c."planId" = p.id AND c."countryCode" = $1) ${ORDER}`;

const COVERED = `SELECT DISTINCT c."countryCode" FROM "PlanCoverage" c JOIN "Plan" p ON p.id = c."planId" WHERE p."destinationSlug" = $1 AND p."isOnSale" AND p."providerId" = ANY($2::text[]) ORDER BY 1`;

export type DestinationPage = { slug: string; kind: 'country' | 'region' | 'global'; countryCode: string | null; name: string; own: PlanCard[]; wider: PlanCard[]; covered: string[] };

/** As our slugs are made; anything else in an address names nothing, and never reaches the database. */
export const isSlug = (text: string): boolean => /^[a-z0-9-]{1,200}$/.test(text);

/** A place and what can be bought there: its own plans, and regional or global ones that cover it. Null when there is no such place. */
export async function findDestination(slug: string): Promise<DestinationPage | null> {
  if (!isSlug(slug)) return null;
  const [place] = await rows<Omit<DestinationPage, 'own' | 'wider' | 'covered'>>(pool(), 'SELECT slug, kind, "countryCode", name FROM "Destination" WHERE slug = $1', [slug]);
  if (!place) return null;
  const [own, wider, covered] = await Promise.all([
    rows<PlanCard>(pool(), OWN, [slug, providers()]),
    place.countryCode ? rows<PlanCard>(pool(), WIDER, [place.countryCode, providers()]) : [],
    place.countryCode ? [{ countryCode: place.countryCode }] : rows<{ countryCode: string }>(pool(), COVERED, [slug, providers()]),
  ]);
  return { ...place, own, wider, covered: covered.map(({ countryCode }) => countryCode) };
}

export type PlanPage = PlanCard & {
  id: string; isOnSale: boolean; activationPolicy: string | null; isTopUpPossible: boolean | null; isIdentityCheckNeeded: boolean | null;
  hasPhoneNumber: boolean | null; isRoaming: boolean | null; apnIos: string | null; apnAndroid: string | null; installWindowDays: number | null;
  isHotspotAllowed: boolean | null; infoTexts: string[]; coverage: { countryCode: string; networks: PlanNetwork[] }[];
};

const PLAN = `SELECT p.id, p.slug, p.title, p."destinationSlug", d.name AS "destinationName", d.kind, d."countryCode", p."operatorName", p."dataMegabytes", p."isUnlimited", p."voiceMinutes",
    p."textMessages", p."validityDays", p."priceMinor", p.currency, (p."isOnSale" AND p."providerId" = ANY($2::text[])) AS "isOnSale", p."fairUseText", p."fairUseMegabytesPerDay", p."reducedSpeedKbps", p."activationPolicy", p."isTopUpPossible", p."isIdentityCheckNeeded",
    p."hasPhoneNumber", p."isRoaming", p."apnIos", p."apnAndroid", p."installWindowDays", p."isHotspotAllowed", p."infoTexts"
  FROM "Plan" p JOIN "Destination" d ON d.slug = p."destinationSlug" WHERE p.slug = $1`;
const COVERAGE = 'SELECT "countryCode", networks FROM "PlanCoverage" WHERE "planId" = $1::uuid ORDER BY "countryCode"';

/** One plan with everything a buyer must know; null when there is none of that name. */
export async function findPlan(slug: string): Promise<PlanPage | null> {
  if (!isSlug(slug)) return null;
  const [plan] = await rows<Omit<PlanPage, 'coverage' | 'coverageCount'>>(pool(), PLAN, [slug, providers()]);
  if (!plan) return null;
  const coverage = await rows<PlanPage['coverage'][number]>(pool(), COVERAGE, [plan.id]);
  return { ...plan, coverage, coverageCount: coverage.length };
}

import { rows, type Sql } from '@/lib/db/sql';

/** Where most travellers go, most first. */
const FAVOURITES = [
  'ES', 'JP', 'US', 'IT', 'TH', 'TR', 'FR', 'GB', 'GR', 'DE', 'PT', 'MX', 'CH', 'ID', 'AE', 'KR', 'VN', 'SG', 'MY', 'NL', 'AT', 'HR', 'CA', 'AU', 'EG', 'MA', 'CN', 'IN', 'BR', 'NZ',
];

// Favourites stand above all, then regions and countries by how much there is to choose from. Rows are locked in one order.
const RANK = `WITH ranked AS (
    SELECT d.slug, coalesce((1 + cardinality($1::text[]) - array_position($1::text[], d."countryCode")) * 1000000, 0) + count(p.id)::int AS popularity
    FROM "Destination" d LEFT JOIN "Plan" p ON p."destinationSlug" = d.slug AND p."isOnSale" GROUP BY d.slug),
  stale AS (SELECT d.slug, ranked.popularity FROM "Destination" d JOIN ranked USING (slug) WHERE d.popularity <> ranked.popularity ORDER BY d.slug FOR NO KEY UPDATE OF d)
  UPDATE "Destination" d SET popularity = stale.popularity FROM stale WHERE d.slug = stale.slug`;

/** Orders destinations by how sought-after they are; the same plans always give the same order. */
export const rankDestinations = (sql: Sql) => rows(sql, RANK, [FAVOURITES]);

import { rows, type Sql } from '@/lib/db/sql';

const SETTLE = `UPDATE "Order" o SET "reviewReasons" = kept.reasons, "reviewOpenedAt" = CASE WHEN cardinality(kept.reasons) > 0 THEN o."reviewOpenedAt" END
  FROM (SELECT array(SELECT reason FROM "Order", unnest("reviewReasons") WITH ORDINALITY AS each(reason, place) WHERE id = $1::uuid AND reason <> ALL($2::text[]) ORDER BY place) AS reasons) kept
  WHERE o.id = $1::uuid`;

/** Takes reasons off an order's case, which is closed when none is left. Who calls has the order locked. */
export const settleReasons = (sql: Sql, orderId: string, settled: readonly string[]): Promise<unknown> => rows(sql, SETTLE, [orderId, settled]);

import { rows, type Sql } from '@/lib/db/sql';

const READ = `SELECT "reviewReasons" AS reasons FROM "Order" WHERE id = $1::uuid FOR UPDATE`;
const LEAVE = `UPDATE "Order" SET "reviewReasons" = $2::text[], "reviewOpenedAt" = CASE WHEN cardinality($2::text[]) > 0 THEN "reviewOpenedAt" END WHERE id = $1::uuid`;

/** Settles reasons of an order's case; it stays open for those that `stays` says yes to, and is closed when none is left. */
export async function leaveReasons(sql: Sql, orderId: string, stays: (reason: string) => boolean): Promise<void> {
  const [order] = await rows<{ reasons: string[] }>(sql, READ, [orderId]);
  if (order) await rows(sql, LEAVE, [orderId, order.reasons.filter(stays)]);
}

import { rows, type Sql } from '@/lib/db/sql';
import type { CaseReason } from '@/lib/orders/order-reasons';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';

export type CaseFacts = { orderId: string; reason: CaseReason; data?: object };

const MARK = `UPDATE "Order" SET "reviewReasons" = CASE WHEN $2 = ANY("reviewReasons") THEN "reviewReasons" ELSE array_append("reviewReasons", $2) END,
  "reviewOpenedAt" = coalesce("reviewOpenedAt", now()) WHERE id = $1::uuid`;

/** A person must look, and the automatic work goes on. Locks the order, so that who closes its case meanwhile sees this, or comes first. */
export async function noteCase(sql: Sql, { orderId, reason, data }: CaseFacts): Promise<void> {
  await rows(sql, MARK, [orderId, reason]);
  await noteOnOrder(sql, { orderId, kind: 'case', reason, ...(data ? { data } : {}) });
}

/** Hands the order to a person: stops the automatic work where it still runs, and keeps the reason. */
export async function openCase(sql: Sql, facts: CaseFacts): Promise<void> {
  await moveOrder(sql, { orderId: facts.orderId, to: 'NEEDS_REVIEW', reason: facts.reason });
  await noteCase(sql, facts);
}

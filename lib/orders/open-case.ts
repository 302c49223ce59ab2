import { rows, type Sql } from '@/lib/db/sql';
import type { CaseReason } from '@/lib/orders/order-reasons';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';

export type CaseFacts = { orderId: string; reason: CaseReason; leaseToken?: string | null; data?: object };

const MARK = `UPDATE "Order" SET "reviewReasons" = array_append("reviewReasons", $2), "reviewOpenedAt" = coalesce("reviewOpenedAt", now()) WHERE id = $1::uuid AND $2 <> ALL("reviewReasons")`;

/** A reason for a person to look, beside those there are; told in the order's events by who calls. */
export const markCase = (sql: Sql, orderId: string, reason: CaseReason): Promise<unknown> => rows(sql, MARK, [orderId, reason]);

/** A person must look, and the automatic work goes on. */
export async function noteCase(sql: Sql, { orderId, reason, data }: CaseFacts): Promise<void> {
  await markCase(sql, orderId, reason);
  await noteOnOrder(sql, { orderId, kind: 'case', reason, ...(data ? { data } : {}) });
}

/** Hands the order to a person: stops the automatic work where it still runs, and keeps the reason. */
export async function openCase(sql: Sql, { orderId, reason, leaseToken = null, data }: CaseFacts): Promise<boolean> {
  const moved = await moveOrder(sql, { orderId, to: 'NEEDS_REVIEW', reason, leaseToken });
  if (!moved && leaseToken) return false;
  await noteCase(sql, { orderId, reason, ...(data ? { data } : {}) });
  return true;
}

import { rows, type Sql } from '@/lib/db/sql';

/** What staff saw of an order's case: the id of its newest event; 0 = none. */
export type SeenOfCase = { seenEventId: bigint };

const UNSEEN = `SELECT 1 FROM "OrderEvent" WHERE "orderId" = $1::uuid AND kind = 'case' AND id > $2::bigint LIMIT 1`;

/** Whether something was added to the case since. Asked once the order is locked, so that what came just before is seen. */
export const hasUnseen = async (sql: Sql, orderId: string, { seenEventId }: SeenOfCase): Promise<boolean> => (await rows(sql, UNSEEN, [orderId, seenEventId])).length > 0;

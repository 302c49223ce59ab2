import { rows, type Sql } from '@/lib/db/sql';

const PAYMENTS = `SELECT id FROM "Payment" WHERE "orderId" = $1::uuid FOR UPDATE`;
const ORDER = `SELECT id FROM "Order" WHERE id = $1::uuid FOR UPDATE`;

/** Whoever takes both takes payments before the order, as refunds do, so that no two wait for each other. */
export const lockPayments = (sql: Sql, orderId: string): Promise<unknown> => rows(sql, PAYMENTS, [orderId]);

export const lockOrder = (sql: Sql, orderId: string): Promise<unknown> => rows(sql, ORDER, [orderId]);

import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { noteOnOrder } from '@/lib/orders/order-state';
import { given } from '@/tests/given';

const TABLES = { OrderEvent: 'reason', AuditEntry: 'actor' };

test.each(Object.entries(TABLES))('what %s says is neither changed nor deleted, not even by us', async (table, column) => {
  const order = await given.order();
  await noteOnOrder(pool(), { orderId: order.id, kind: 'staff', reason: 'retry' });
  await rows(pool(), `INSERT INTO "AuditEntry" (actor, action, subject) VALUES ('staff@example.com', 'test', $1)`, [order.id]);
  const count = async () => (await rows<{ count: number }>(pool(), `SELECT count(*)::int AS count FROM "${table}"`))[0]?.count;
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await expect(transaction((sql) => rows(sql, `UPDATE "${table}" SET ${column} = 'other'`))).rejects.toThrow();
  await expect(transaction((sql) => rows(sql, `DELETE FROM "${table}"`))).rejects.toThrow();
  await expect(transaction((sql) => rows(sql, `TRUNCATE "${table}"`))).rejects.toThrow('append-only');
  expect(await count()).toBe(before);
});

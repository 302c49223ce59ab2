import { expect, test, vi } from 'vitest';
import { pool } from '@/lib/db/client';
import { isTaken, rows, transaction } from '@/lib/db/sql';

test('the module loaded twice, as a bundler may, shares one connection without mixing statements up', async () => {
  vi.resetModules();
  const again = await import('@/lib/db/sql');
  expect(again.rows).not.toBe(rows);
  await transaction(async (sql) => {
    expect(await rows(sql, 'SELECT $1::int AS one', [1])).toEqual([{ one: 1 }]);
    expect(await again.rows(sql, 'SELECT $1::text AS other', ['2'])).toEqual([{ other: '2' }]);
    expect(await rows(sql, 'SELECT $1::text AS other', ['3'])).toEqual([{ other: '3' }]);
  });
});

test('a transaction that throws leaves nothing behind', async () => {
  await rows(pool(), 'CREATE TABLE kept (id int PRIMARY KEY)');
  await expect(transaction(async (sql) => {
    await rows(sql, 'INSERT INTO kept VALUES ($1)', [1]);
    throw new Error('on second thoughts');
  })).rejects.toThrow('on second thoughts');
  expect(await rows(pool(), 'SELECT id FROM kept')).toEqual([]);
  await rows(pool(), 'INSERT INTO kept VALUES ($1)', [1]);
  expect(isTaken(await rows(pool(), 'INSERT INTO kept VALUES ($1)', [1]).catch((error: unknown) => error))).toBe(true);
});

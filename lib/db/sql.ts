import 'server-only';
import type pg from 'pg';
import { pool, type Tx } from '@/lib/db/client';

/** Anything that runs one SQL statement: the pool, a client in a transaction, or Prisma's transaction. */
export type Sql = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'> | Tx;

/** Rows of one parameterised statement. Casts belong into the SQL (`$1::uuid`), so that both drivers agree. */
export async function rows<Row>(sql: Sql, text: string, values: unknown[] = []): Promise<Row[]> {
  if ('$queryRawUnsafe' in sql) return sql.$queryRawUnsafe<Row[]>(text, ...values);
  const result: { rows: unknown[] } = await sql.query(text, values);
  return result.rows as Row[];
}

/** Runs `work` in one transaction on one connection; rolls back when it throws. */
export async function transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

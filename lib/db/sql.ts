import 'server-only';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { pool, type Tx } from '@/lib/db/client';

/** Anything that runs one SQL statement: the pool, a client in a transaction, or Prisma's transaction. */
export type Sql = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'> | Tx;

const MOST_NAMES = 500;
const names = new Map<string, string>();

/** A statement that comes again is parsed and planned once per connection. Named by its text: a bundler may load this module twice beside one pool. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = `simplify_${createHash('sha256').update(text).digest('base64url')}`;
  names.set(text, name);
  return name;
}

/** Rows of one parameterised statement. Casts belong into the SQL (`$1::uuid`), so that both drivers agree. */
export async function rows<Row>(sql: Sql, text: string, values: unknown[] = []): Promise<Row[]> {
  if ('$queryRawUnsafe' in sql) return sql.$queryRawUnsafe<Row[]>(text, ...values);
  const name = values.length > 0 ? nameOf(text) : undefined;
  const result: { rows: unknown[] } = await sql.query({ ...(name ? { name } : {}), text, values });
  return result.rows as Row[];
}

/** A row that may exist once exists already. */
export const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';

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

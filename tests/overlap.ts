import { expect } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { soon } from '@/tests/soon';

const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** `second` begins while a transaction that did `first` is open, and waits for it; `last` is done before it ends. */
export async function overlap<Result>({ first, second, last }: { first: (sql: Sql) => Promise<unknown>; second: () => Promise<Result>; last?: (sql: Sql) => Promise<unknown> }): Promise<Result> {
  const begun = await transaction(async (sql) => {
    await first(sql);
    const result = second();
    await soon(async () => expect(await rows(pool(), WAITING)).toHaveLength(1));
    await last?.(sql);
    return { result };
  });
  return begun.result;
}

import { seal, unseal } from '@/lib/crypto/sealed-text';
import { pool } from '@/lib/db/client';

export type AccessToken = { value: string; freshUntil: number };
export type TokenStore = {
  get: () => Promise<string>;
  /** Forgets a token the provider no longer takes; a newer one is left alone. */
  drop: (rejected: string) => Promise<void>;
};

type Row = { sealedValue: string; expiresAt: Date };
type Sql = { query: (text: string, values: unknown[]) => Promise<{ rows: Row[] }> };

const READ = 'SELECT "sealedValue", "expiresAt" FROM "SharedSecret" WHERE name = $1';
const WRITE = `INSERT INTO "SharedSecret" (name, "sealedValue", "expiresAt") VALUES ($1, $2, $3)
  ON CONFLICT (name) DO UPDATE SET "sealedValue" = excluded."sealedValue", "expiresAt" = excluded."expiresAt"`;
const FORGET = 'DELETE FROM "SharedSecret" WHERE name = $1 AND "sealedValue" = $2';
const LOCK = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))';

/** One token per name for all processes, kept sealed: one caller per process asks, one process at a time fetches, all others wait for it. */
export function createTokenStore(name: string, fetchToken: () => Promise<AccessToken>): TokenStore {
  const place = { table: 'SharedSecret', row: name, column: 'sealedValue' };
  let held: AccessToken | null = null;
  let underway: Promise<string> | null = null;

  const opened = (row: Row | undefined): AccessToken | null => {
    if (!row) return null;
    try {
      return { value: unseal(row.sealedValue, place), freshUntil: row.expiresAt.getTime() };
    } catch {
      return null;
    }
  };
  const read = async (sql: Sql) => {
    const token = opened((await sql.query(READ, [name])).rows[0]);
    return token && token.freshUntil > Date.now() ? token : null;
  };
  const fetchAlone = async (): Promise<AccessToken> => {
    const connection = await pool().connect();
    let broken: Error | undefined;
    try {
      await connection.query('BEGIN');
      await connection.query(LOCK, [name]);
      const token = (await read(connection)) ?? (await fetchToken());
      await connection.query(WRITE, [name, seal(token.value, place), new Date(token.freshUntil)]);
      await connection.query('COMMIT');
      return token;
    } catch (error) {
      await connection.query('ROLLBACK').catch((rollback: Error) => (broken = rollback));
      throw error;
    } finally {
      connection.release(broken);
    }
  };
  const obtain = async (): Promise<string> => {
    held = (await read(pool())) ?? (await fetchAlone());
    return held.value;
  };

  return {
    get: async () => {
      if (held && held.freshUntil > Date.now()) return held.value;
      underway ??= obtain().finally(() => (underway = null));
      return underway;
    },
    drop: async (rejected) => {
      if (held?.value === rejected) held = null;
      const [row] = (await pool().query<Row>(READ, [name])).rows;
      if (row && (opened(row)?.value ?? rejected) === rejected) await pool().query(FORGET, [name, row.sealedValue]);
    },
  };
}

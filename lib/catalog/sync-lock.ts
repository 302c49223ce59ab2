import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

const LOCK = `SELECT pg_try_advisory_lock(hashtext('catalog.sync'), hashtext($1)) AS mine`;
const UNLOCK = `SELECT pg_advisory_unlock(hashtext('catalog.sync'), hashtext($1))`;

/** Runs `work` if nobody syncs this provider anywhere; else answers `busy`. The lock dies with its connection. */
export async function withSyncLock<Result>(providerId: string, work: () => Promise<Result>): Promise<Result | { outcome: 'busy' }> {
  const guard = await pool().connect();
  let broken: Error | undefined;
  try {
    const [lock] = await rows<{ mine: boolean }>(guard, LOCK, [providerId]);
    if (!lock?.mine) return { outcome: 'busy' };
    try {
      return await work();
    } finally {
      await rows(guard, UNLOCK, [providerId]).catch((error: Error) => (broken = error));
    }
  } finally {
    guard.release(broken);
  }
}

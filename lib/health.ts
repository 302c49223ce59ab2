import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

type State = 'ok' | 'failing';
export type Health = { status: State; database: State; worker: State; providers: Record<string, State | 'unknown'> };

const WORKER = `SELECT count(*)::int AS alive FROM "WorkerHeartbeat" WHERE "beatAt" > now() - interval '30 seconds'`;
const PROVIDERS = `SELECT "providerId", coalesce("lastErrorAt" > coalesce("lastSuccessAt", 'epoch'), false) AS failing, "lastSuccessAt" IS NULL AND "lastErrorAt" IS NULL AS unknown FROM "ProviderState"`;

/** What an outside watcher may know: no names of hosts, no messages. `failing` as a whole = the shop cannot deliver. */
export async function readHealth(): Promise<Health> {
  try {
    const [[worker], providers] = await Promise.all([
      rows<{ alive: number }>(pool(), WORKER),
      rows<{ providerId: string; failing: boolean; unknown: boolean }>(pool(), PROVIDERS),
    ]);
    const isAlive = (worker?.alive ?? 0) > 0;
    return {
      status: isAlive ? 'ok' : 'failing', database: 'ok', worker: isAlive ? 'ok' : 'failing',
      providers: Object.fromEntries(providers.map((row) => [row.providerId, row.unknown ? 'unknown' : row.failing ? 'failing' : 'ok'])),
    };
  } catch {
    return { status: 'failing', database: 'failing', worker: 'failing', providers: {} };
  }
}

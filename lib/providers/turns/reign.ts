import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { counter, gauge } from '@/lib/metrics';
import type { OpenFor } from '@/lib/providers/turns/turn-store';
import type { Redis } from '@/lib/redis/client';

/** How long PostgreSQL stands in, how long a process may act on what it last read, and how long nobody calls in between, milliseconds. */
export type Stand = { inMs: number; knownMs: number; quietMs: number };
/** What PostgreSQL knows of an account that is to be left alone. */
export type Pause = { account: string; forMs: number };
/** Who serves from when until when, as this process read it; all in milliseconds of its own steady clock. Its line: no slot of another one comes. */
export type Reign = { isRedis: boolean; opensAt: number | null; validUntil: number; line: object; pauses: readonly Pause[] };

const inRedis = gauge({ name: 'provider_turns_in_redis', help: 'Whether this process takes its turns at providers in Redis (1), or PostgreSQL stands in for it (0).', labelNames: [] });
const lost = counter({ name: 'provider_turns_redis_lost_total', help: 'How often this process found Redis away and had PostgreSQL stand in for everybody.', labelNames: [] });

const NOW = 'clock_timestamp()';
const away = (column: string) => `(1000 * extract(epoch FROM "${column}" - ${NOW}))::float`;
const READ = `SELECT ${away('nextAt')} AS "opensInMs", ${away('heldUntil')} AS "endsInMs" FROM "ProviderTurn" WHERE account = $1`;
/** From $2 seconds on, for $3 seconds; whoever comes second changes nothing. */
const STAND_IN = `INSERT INTO "ProviderTurn" AS t (account, "nextAt", "heldUntil") VALUES ($1, ${NOW} + make_interval(secs => $2::float), ${NOW} + make_interval(secs => $3::float))
  ON CONFLICT (account) DO UPDATE SET "nextAt" = excluded."nextAt", "heldUntil" = excluded."heldUntil" WHERE t."heldUntil" <= ${NOW}
  RETURNING account`;
const STAY = `UPDATE "ProviderTurn" SET "heldUntil" = ${NOW} + make_interval(secs => $2::float) WHERE account = $1 AND "heldUntil" > ${NOW}`;
const PAUSES = `SELECT account, ${away('heldUntil')} AS "forMs" FROM "ProviderTurn" WHERE "heldUntil" > ${NOW} AND account NOT LIKE 'turns:%'`;

const LATE_MS = 10_000;

/** Knows whether Redis has the line or PostgreSQL stands in; that stands in PostgreSQL, and is read again every `knownMs`. */
export function createReign(redis: Redis, account: string, { inMs, knownMs, quietMs }: Stand) {
  const clock = () => performance.now();
  let reign: Reign | undefined;
  let reading: Promise<void> | undefined;

  /** Valid from when it was asked for, open from when it was heard: what lies between is unknown. */
  async function readStand(): Promise<Pick<Reign, 'isRedis' | 'opensAt' | 'validUntil'>> {
    const askedAt = clock();
    const [stand] = await rows<{ opensInMs: number; endsInMs: number }>(pool(), READ, [account]);
    const heardAt = clock();
    const validUntil = askedAt + knownMs;
    // Somebody may still act on a row that is gone.
    if (!stand) return { isRedis: true, opensAt: reign?.isRedis === false ? heardAt + knownMs + quietMs : (reign?.opensAt ?? null), validUntil };
    if (stand.endsInMs <= 0) return { isRedis: true, opensAt: heardAt + stand.endsInMs + quietMs, validUntil };
    if (!redis.isReady()) {
      redis.ask((client) => client.ping()).catch(() => undefined);
      if (stand.endsInMs < inMs / 2) await rows(pool(), STAY, [account, inMs / 1_000]);
    }
    return { isRedis: false, opensAt: heardAt + stand.opensInMs, validUntil: askedAt + Math.min(stand.endsInMs, knownMs) };
  }

  async function read(): Promise<void> {
    const stand = await readStand();
    if (reign?.isRedis === stand.isRedis) {
      reign = { ...reign, ...stand };
      return;
    }
    const pauses = stand.isRedis ? await rows<Pause>(pool(), PAUSES) : [];
    inRedis.set(stand.isRedis ? 1 : 0);
    reign = { ...stand, line: {}, pauses };
  }

  return {
    /** Rejects rather than act on what was read too long ago. */
    present: async (): Promise<Reign> => {
      for (const startedAt = clock(); !reign || clock() >= reign.validUntil; ) {
        if (clock() - startedAt > LATE_MS) throw new Error('PostgreSQL does not say in time who has the line');
        await (reading ??= read().finally(() => (reading = undefined)));
      }
      return reign;
    },
    openFor: (): OpenFor => (reign?.opensAt === null || reign === undefined ? null : clock() - reign.opensAt),
    standIn: async (error: unknown): Promise<void> => {
      const changed = await rows(pool(), STAND_IN, [account, (knownMs + quietMs) / 1_000, inMs / 1_000]);
      reign = undefined;
      if (changed.length === 0) return;
      log.warn({ error }, 'turns.redis.lost');
      lost.inc();
    },
  };
}

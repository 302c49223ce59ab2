import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { counter, gauge } from '@/lib/metrics';
import { postgresTurns } from '@/lib/providers/turns/postgres-turns';
import { redisTurns } from '@/lib/providers/turns/redis-turns';
import type { OpenFor, Slot, TurnStore } from '@/lib/providers/turns/turn-store';
import type { Redis } from '@/lib/redis/client';

/** How long PostgreSQL stands in, how long a process may act on what it last read, and how long nobody calls in between, milliseconds. */
export type Stand = { inMs: number; knownMs: number; quietMs: number };
const STAND: Stand = { inMs: 60_000, knownMs: 1_000, quietMs: 1_200 };

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

/** Who serves from when until when, as this process read it; all in milliseconds of its own steady clock. */
type Reign = { isRedis: boolean; opensAt: number | null; validUntil: number };

/**
 * The line in Redis; PostgreSQL stands in while any process cannot reach Redis. Which of the two it is stands in PostgreSQL, is read
 * again every second, and between the last call of one and the first of the other lies a pause: at no time do both let calls leave.
 */
export function redisOrPostgres(redis: Redis, place: { name: string; stand?: Stand }): TurnStore {
  const { inMs, knownMs, quietMs } = place.stand ?? STAND;
  const account = `turns:${place.name}`;
  const clock = () => performance.now();
  let reign: Reign | undefined;
  let reading: Promise<Reign> | undefined;
  let line = {};
  const openFor = (): OpenFor => (reign?.opensAt === null || reign === undefined ? null : clock() - reign.opensAt);
  const stores = { redis: redisTurns(redis, openFor), postgres: postgresTurns(openFor) };

  async function readReign(): Promise<Reign> {
    const [stand] = await rows<{ opensInMs: number; endsInMs: number }>(pool(), READ, [account]);
    const now = clock();
    if (!stand) return { isRedis: true, opensAt: null, validUntil: now + knownMs };
    if (stand.endsInMs <= 0) return { isRedis: true, opensAt: now + stand.endsInMs + quietMs, validUntil: now + knownMs };
    if (!redis.isReady()) {
      redis.ask((client) => client.ping()).catch(() => undefined);
      if (stand.endsInMs < inMs / 2) await rows(pool(), STAY, [account, inMs / 1_000]);
    }
    return { isRedis: false, opensAt: now + stand.opensInMs, validUntil: now + Math.min(stand.endsInMs, knownMs) };
  }

  async function present(): Promise<Reign> {
    if (reign && clock() < reign.validUntil) return reign;
    reading ??= readReign().finally(() => (reading = undefined));
    const read = await reading;
    if (reign?.isRedis !== read.isRedis) {
      line = {};
      inRedis.set(read.isRedis ? 1 : 0);
    }
    return (reign = read);
  }

  async function standIn(error: unknown): Promise<void> {
    const changed = await rows(pool(), STAND_IN, [account, (knownMs + quietMs) / 1_000, inMs / 1_000]);
    reign = undefined;
    if (changed.length === 0) return;
    log.warn({ error }, 'turns.redis.lost');
    lost.inc();
  }

  async function inForce<Result>(ask: (store: TurnStore) => Promise<Result>): Promise<Result> {
    for (;;) {
      const { isRedis } = await present();
      if (!isRedis) return ask(stores.postgres);
      try {
        return await ask(stores.redis);
      } catch (error) {
        await standIn(error);
      }
    }
  }

  const isOpen = async ({ line: taken }: Slot) => (await present()) && taken === line;
  return {
    take: async (name, taking) => {
      const { slot, waitMs } = await inForce((store) => store.take(name, taking));
      return { slot: slot && { at: slot.at, line }, waitMs };
    },
    look: (name, slot) => inForce(async (store) => ((await isOpen(slot)) ? store.look(name, slot) : null)),
    // A pause outlives the place it was told to.
    hold: async (name, forMs, spacingMs) => {
      await inForce((store) => store.hold(name, forMs, spacingMs));
      if (reign?.isRedis) await stores.postgres.hold(name, forMs, spacingMs);
    },
    align: (name, alignment) => inForce(async (store) => ((await isOpen(alignment.slot)) ? store.align(name, alignment) : undefined)),
  };
}

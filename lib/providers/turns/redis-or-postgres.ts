import { postgresTurns } from '@/lib/providers/turns/postgres-turns';
import { redisTurns } from '@/lib/providers/turns/redis-turns';
import { createReign, type Reign, type Stand } from '@/lib/providers/turns/reign';
import type { TurnStore } from '@/lib/providers/turns/turn-store';
import type { Redis } from '@/lib/redis/client';

const STAND: Stand = { inMs: 60_000, knownMs: 1_000, quietMs: 1_200 };
/** A pause that comes from elsewhere moves a line that nobody stands in. */
const ANY_SPACING_MS = 1;

/**
 * The line in Redis; PostgreSQL stands in while any process cannot reach Redis. Which of the two it is stands in PostgreSQL, is read
 * again every second, and between the last call of one and the first of the other lies a pause: at no time do both let calls leave.
 */
export function redisOrPostgres(redis: Redis, place: { name: string; stand?: Stand }): TurnStore {
  const { present, standIn, openFor } = createReign(redis, `turns:${place.name}`, place.stand ?? STAND);
  const stores = { redis: redisTurns(redis, openFor), postgres: postgresTurns(openFor) };
  const carried = new WeakMap<object, Promise<unknown>>();

  /** Once per reign, before anything else is asked of Redis: what providers asked for meanwhile, they asked of everybody. */
  async function carryPauses({ line, pauses }: Reign): Promise<void> {
    const carrying = carried.get(line) ?? Promise.all(pauses.map(({ account, forMs }) => stores.redis.hold(account, forMs, ANY_SPACING_MS)));
    carried.set(line, carrying);
    await carrying;
  }

  async function inForce<Result>(ask: (store: TurnStore, reign: Reign) => Promise<Result>): Promise<Result> {
    for (;;) {
      const reign = await present();
      if (!reign.isRedis) return ask(stores.postgres, reign);
      try {
        await carryPauses(reign);
        return await ask(stores.redis, reign);
      } catch (error) {
        await standIn(error);
      }
    }
  }

  return {
    take: (name, taking) =>
      inForce(async (store, { line }) => {
        const { slot, waitMs } = await store.take(name, taking);
        return { slot: slot && { at: slot.at, line }, waitMs };
      }),
    look: (name, slot) => inForce(async (store, { line }) => (slot.line === line ? store.look(name, slot) : null)),
    // A pause outlives the place it was told to: PostgreSQL hears every one, Redis those that it could miss.
    hold: async (name, forMs, spacingMs) => {
      const heard = await inForce(async (store) => {
        await store.hold(name, forMs, spacingMs);
        return store;
      });
      if (heard === stores.redis) await stores.postgres.hold(name, forMs, spacingMs);
      else if ((await present()).isRedis) await inForce((store) => store.hold(name, forMs, spacingMs));
    },
    align: (name, alignment) => inForce(async (store, { line }) => (alignment.slot.line === line ? store.align(name, alignment) : undefined)),
  };
}

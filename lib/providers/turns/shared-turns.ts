import { env } from '@/lib/env';
import { accountKey } from '@/lib/providers/account-key';
import { postgresTurns } from '@/lib/providers/turns/postgres-turns';
import { redisOrPostgres } from '@/lib/providers/turns/redis-or-postgres';
import type { TurnStore } from '@/lib/providers/turns/turn-store';
import { redisAt } from '@/lib/redis/client';

const held = globalThis as typeof globalThis & { simplifyTurns?: TurnStore };

/** Without who logs in: that may change while the line is the same. */
const hostOf = (url: string) => new URL(url).host + new URL(url).pathname;

function openTurns(): TurnStore {
  const { REDIS_URL: url } = env();
  return url === undefined ? postgresTurns() : redisOrPostgres(redisAt(url), { name: accountKey('redis', hostOf(url)) });
}

/** The line all processes share: in Redis where one is named, else in PostgreSQL. */
export const sharedTurns = (): TurnStore => (held.simplifyTurns ??= openTurns());

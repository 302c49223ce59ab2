import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { keyedHash } from '@/lib/crypto/sealed-text';
import { pool } from '@/lib/db/client';
import { AppError } from '@/lib/errors';

/**
 * Tries in a window. `sign-in` and `checkout-for` count per e-mail address, the others per place they come from.
 * Many travellers share one place behind a carrier or a hotel: what cannot be guessed and mails nobody has more room.
 */
const LIMITS = {
  checkout: { points: 60, duration: 600 },
  'checkout-for': { points: 30, duration: 600 },
  'sign-in': { points: 5, duration: 600 },
  'sign-in-from': { points: 20, duration: 600 },
  'sign-in-open': { points: 60, duration: 600 },
  'order-look-up': { points: 60, duration: 600 },
  'order-open': { points: 60, duration: 600 },
} as const;
export type LimitName = keyof typeof LIMITS;

const held = globalThis as typeof globalThis & { simplifyLimiters?: Map<string, RateLimiterPostgres> };

function limiter(name: LimitName): RateLimiterPostgres {
  const limiters = (held.simplifyLimiters ??= new Map());
  const known = limiters.get(name);
  if (known) return known;
  const created = new RateLimiterPostgres({
    storeClient: pool(), storeType: 'pool', tableName: 'RateLimit', tableCreated: true, keyPrefix: name, ...LIMITS[name], inMemoryBlockOnConsumed: LIMITS[name].points,
  });
  limiters.set(name, created);
  return created;
}

/** Counts one try, over all processes. Throws `too-many-requests` with `retryAfterMs`. The key is stored as a keyed hash. */
export async function limit(name: LimitName, key: string): Promise<void> {
  try {
    await limiter(name).consume(keyedHash('rate-limit', key));
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new AppError('too-many-requests', `limit ${name}`, { retryable: true, data: { retryAfterMs: refused.msBeforeNext } });
  }
}

import type { Context, MiddlewareHandler } from 'hono';
import { empty } from './answers.ts';
import type { Account } from './account.ts';

export type RateLimit = (key: string, rule: () => { most: number; windowMs: number }) => MiddlewareHandler;

/** Fixed windows, 429 with or without Retry-After (§3: no spec declares either). */
export function createRateLimit({ world, settings, now, count }: Account): RateLimit {
  const windows = new Map<string, { endsAt: number; used: number }>();
  world.onReset(() => windows.clear());
  return (key, rule) => async (c, next) => {
    const { most, windowMs } = rule();
    const known = windows.get(key);
    const window = known && known.endsAt > now() && known.endsAt <= now() + windowMs ? known : { endsAt: now() + windowMs, used: 0 };
    windows.set(key, window);
    window.used += 1;
    if (window.used <= most) return next();
    count('rate-limited');
    return tooMany(c, Math.max(1, Math.ceil((window.endsAt - now()) / 1_000)));
  };

  function tooMany(c: Context, seconds: number): Response {
    if (settings.retryAfter) c.header('Retry-After', settings.retryAfter === 'date' ? new Date(now() + seconds * 1_000).toUTCString() : String(seconds));
    return settings.rateBody === 'empty' ? empty(c, 429) : c.json({ message: 'Too Many Requests' }, 429);
  }
}

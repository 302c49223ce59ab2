import type { Context } from 'hono';
import type { World } from '../core.ts';
import type { AiraloSettings } from './settings.ts';

export type RateLimit = ReturnType<typeof createRateLimit>;

/** Windows of a minute unless said otherwise. Says no by answering; otherwise leaves the headers on the answer to come. 0 = no limit. */
export function createRateLimit(world: World, settings: AiraloSettings) {
  const calls = new Map<string, number[]>();
  world.onReset(() => calls.clear());
  return (c: Context, key: string, most: number, windowMs = 60_000): Response | null => {
    if (most <= 0) return null;
    const now = world.now().getTime();
    const known = calls.get(key) ?? [];
    // A fixed window starts with its first call and ends as a whole; a sliding one loses its oldest call.
    const isOver = now - (known[0] ?? now) >= windowMs;
    const recent = settings.limitWindow === 'sliding' ? known.filter((at) => now - at < windowMs) : isOver ? [] : known;
    if (recent.length < most) recent.push(now);
    else return refuse(c, { most, now, endsAt: (recent[0] ?? now) + windowMs });
    calls.set(key, recent);
    c.header('X-RateLimit-Limit', String(most));
    c.header('X-RateLimit-Remaining', String(most - recent.length));
    return null;
  };

  function refuse(c: Context, { most, now, endsAt }: { most: number; now: number; endsAt: number }): Response {
    c.header('X-RateLimit-Limit', String(most));
    c.header('X-RateLimit-Remaining', '0');
    if (settings.retryAfter !== 'none') c.header('X-RateLimit-Reset', String(Math.ceil(endsAt / 1_000)));
    if (settings.retryAfter === 'seconds') c.header('Retry-After', String(Math.max(1, Math.ceil((endsAt - now) / 1_000))));
    if (settings.retryAfter === 'date') c.header('Retry-After', new Date(Math.ceil(endsAt / 1_000) * 1_000).toUTCString());
    return c.json({ message: 'Too Many Attempts.' }, 429);
  }
}

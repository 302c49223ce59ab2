import type { Context } from 'hono';
import type { World } from '../core.ts';

const WINDOW_MS = 60_000;

/** Fixed windows of a minute. Says no by answering; otherwise leaves the headers on the answer to come. */
export function createRateLimit(world: World) {
  const windows = new Map<string, { endsAt: number; count: number }>();
  world.onReset(() => windows.clear());
  return (c: Context, key: string, limit: number): Response | null => {
    const now = world.now().getTime();
    let window = windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { endsAt: now + WINDOW_MS, count: 0 };
      windows.set(key, window);
    }
    window.count += 1;
    c.header('X-RateLimit-Limit', String(limit));
    c.header('X-RateLimit-Remaining', String(Math.max(0, limit - window.count)));
    if (window.count <= limit) return null;
    c.header('Retry-After', String(Math.max(1, Math.ceil((window.endsAt - now) / 1000))));
    c.header('X-RateLimit-Reset', String(Math.ceil(window.endsAt / 1000)));
    return c.json({ message: 'Too Many Attempts.' }, 429);
  };
}

import type { MiddlewareHandler } from 'hono';
import type { World } from '../core.ts';
import { denied, refuse } from './answers.ts';
import type { EsimGoSettings } from './settings.ts';

/** Every call: tokens of a one-second window first, then the key. */
export function gate(world: World, settings: EsimGoSettings): MiddlewareHandler {
  let window = { endsAt: 0, spent: 0 };
  world.onReset(() => {
    window = { endsAt: 0, spent: 0 };
  });
  return async (c, next) => {
    const now = world.now().getTime();
    if (window.endsAt <= now || window.endsAt > now + 1_000) window = { endsAt: now + 1_000, spent: 0 };
    const noun = c.req.path.split('/')[2] ?? '';
    const cost = Math.min(settings.costs[noun] ?? 1, settings.ratePerSecond);
    const fits = window.spent + cost <= settings.ratePerSecond;
    if (fits) window.spent += cost;
    c.header('X-Ratelimit-Limit', String(settings.ratePerSecond));
    c.header('X-Ratelimit-Remaining', String(Math.max(0, settings.ratePerSecond - window.spent)));
    c.header('X-Ratelimit-Reset', new Date(window.endsAt).toISOString());
    c.header('X-Ratelimit-Cost', String(cost));
    if (!fits) {
      c.header('Retry-After', '1');
      return refuse(c, 429, 'Rate limit exceeded');
    }
    if (c.req.header('X-API-Key') !== settings.apiKey) return denied(c);
    return next();
  };
}

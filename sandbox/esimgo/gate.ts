import type { MiddlewareHandler } from 'hono';
import type { World } from '../core.ts';
import { addressOf } from './address-of.ts';
import { denied, refuse, sayRetryAfter } from './answers.ts';
import type { EsimGoSettings } from './settings.ts';

const WINDOW_MS = 1_000;

interface Window {
  endsAt: number;
  spent: number;
}

/** Every call: tokens of a fixed window of one second per address first, then address and key (§2, §4). */
export function gate(world: World, settings: EsimGoSettings): MiddlewareHandler {
  const windows = new Map<string, Window>();
  world.onReset(() => windows.clear());
  const windowOf = (address: string, now: number): Window => {
    const known = windows.get(address);
    if (known && known.endsAt > now && known.endsAt <= now + WINDOW_MS) return known;
    const fresh = { endsAt: now + WINDOW_MS, spent: 0 };
    windows.set(address, fresh);
    return fresh;
  };
  return async (c, next) => {
    const now = world.now().getTime();
    const address = addressOf(c);
    const window = windowOf(address, now);
    const cost = costOf(c.req.path, settings);
    const fits = window.spent + cost <= settings.ratePerSecond;
    if (fits) window.spent += cost;
    c.header('X-Ratelimit-Limit', String(settings.ratePerSecond));
    c.header('X-Ratelimit-Remaining', String(Math.max(0, settings.ratePerSecond - window.spent)));
    // By the caller's clock: the sandbox's may be days ahead.
    c.header('X-Ratelimit-Reset', new Date(Date.now() + window.endsAt - now).toISOString());
    c.header('X-Ratelimit-Cost', String(cost));
    if (!fits) {
      sayRetryAfter(c, 1, settings);
      return refuse(c, 429, 'Rate limit exceeded');
    }
    if (settings.allowedAddresses.length > 0 && !settings.allowedAddresses.includes(address)) return denied(c);
    if (c.req.header('X-API-Key') === settings.apiKey) return next();
    const isOrder = c.req.method === 'POST' && c.req.path.endsWith('/orders');
    return isOrder && settings.badKeyOnOrders === 401 ? c.text('access denied', 401) : denied(c);
  };
}

// The longest beginning of the path that has a price of its own.
function costOf(path: string, { costs, ratePerSecond }: EsimGoSettings): number {
  const parts = path.split('/').slice(2);
  for (let count = parts.length; count > 0; count -= 1) {
    const cost = costs[parts.slice(0, count).join('/')];
    if (cost !== undefined) return Math.min(cost, ratePerSecond);
  }
  return 1;
}

import type { MiddlewareHandler } from 'hono';
import { refuseBusiness } from './answers.ts';
import { clientOf } from './token.ts';
import type { Airalo } from './state.ts';

const CLOUDFLARE_PAGE = '<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Error 1010</h1><p>The owner of this website has banned your access based on your browser\'s signature.</p></body></html>';

/** What stands before every endpoint: the robots' filter in front of the service. */
export function turnRobotsAway({ settings }: Airalo): MiddlewareHandler {
  return async (c, next) => {
    const agent = c.req.header('User-Agent') ?? '';
    return settings.blockedUserAgents.some((blocked) => agent.includes(blocked)) ? c.html(CLOUDFLARE_PAGE, 403) : next();
  };
}

/** What stands before every endpoint with a token: the address list, sandbox mode's five a second, and limits nobody published. */
export function checkCaller(airalo: Airalo): MiddlewareHandler {
  const { settings, limit } = airalo;
  return async (c, next) => {
    if (settings.isAddressRefused) return refuseBusiness(c, 89);
    const endpoint = `${c.req.method} ${c.req.path.replaceAll(/\d+/g, '#')}`;
    const slowed = settings.sandboxMode ? limit(c, `sandbox ${clientOf(c, airalo)} ${endpoint}`, 5, 1_000) : null;
    return slowed ?? limit(c, `others ${endpoint}`, settings.othersPerMinute) ?? next();
  };
}

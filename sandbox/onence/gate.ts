import type { MiddlewareHandler } from 'hono';
import type { Account } from './account.ts';
import { empty, isV2 } from './answers.ts';

/** A living bearer token, else 401: empty in v1, a gateway's message in v2 (§4). */
export function requireToken({ settings, tokens, now, count }: Account): MiddlewareHandler {
  return async (c, next) => {
    const token = /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
    if ((tokens.get(token) ?? 0) > now()) return next();
    count('unauthorized');
    const hasBody = settings.unauthorizedBody === 'message' || (settings.unauthorizedBody === 'by-version' && isV2(c));
    return hasBody ? c.json({ message: 'Unauthorized' }, 401) : empty(c, 401);
  };
}

/** /v1/sims… after its cut-off date (§16 Sunset). */
export function sunset({ settings, now }: Account): MiddlewareHandler {
  return async (c, next) => {
    const isOver = settings.sunsetAt !== '' && Date.parse(settings.sunsetAt) <= now();
    return isOver ? empty(c, settings.sunsetStatus) : next();
  };
}

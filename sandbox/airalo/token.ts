import { randomBytes } from 'node:crypto';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { refuseFields, success } from './answers.ts';
import type { Airalo } from './state.ts';
import { readForm } from './read-form.ts';

const SAID_SECONDS = 31_622_400;

/** POST /token: three a minute per client; said to live a year, but gone after a day. */
export function tokenRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, limit } = airalo;
  app.post('/token', world.faults('airalo', 'token'), async (c) => {
    const form = await readForm(c);
    const id = form?.text('client_id') ?? '';
    const refused = limit(c, `token ${id}`, settings.tokensPerMinute);
    if (refused) return refused;
    const missing = (['client_id', 'client_secret'] as const).filter((name) => !form?.text(name));
    if (missing.length > 0) {
      return refuseFields(c, Object.fromEntries(missing.map((name) => [name, `The ${name.replace('_', ' ')} field is required.`])));
    }
    const secret = settings.clients[id];
    if (secret === undefined) return refuseFields(c, { client_id: 'The selected client id is invalid.' });
    if (form?.text('client_secret') !== secret) {
      return c.json({ data: [], meta: { message: 'Client authentication failed' } }, 401);
    }
    return c.json(success({ token_type: 'Bearer', expires_in: SAID_SECONDS, access_token: issue(airalo, id) }));
  });
}

function issue({ world, settings, tokens }: Airalo, clientId: string): string {
  const now = world.now().getTime();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuedAt = Math.floor(now / 1000);
  const claims = { aud: clientId, jti: randomBytes(16).toString('hex'), iat: issuedAt, nbf: issuedAt, exp: issuedAt + SAID_SECONDS };
  const token = `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.${randomBytes(48).toString('base64url')}`;
  tokens.set(token, now + settings.tokenTtlMs);
  return token;
}

/** Lets a living bearer token through; counts packages calls even without one, as the service does. */
export function requireToken({ world, tokens }: Airalo): MiddlewareHandler {
  return async (c, next) => {
    const endsAt = tokens.get(tokenOf(c) ?? '');
    if (endsAt === undefined || endsAt <= world.now().getTime()) return c.json({ message: 'Unauthenticated.' }, 401);
    return next();
  };
}

const tokenOf = (c: Context) => /^Bearer (\S+)$/.exec(c.req.header('Authorization') ?? '')?.[1];

import { randomBytes } from 'node:crypto';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { refuseFields, success } from './answers.ts';
import type { Airalo } from './state.ts';
import { readForm } from './read-form.ts';

/** POST /token: three a minute per client; said to live a year, but gone after a day. */
export function tokenRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, limit } = airalo;
  app.post('/token', world.faults('airalo', 'token'), async (c) => {
    const form = await readForm(c, settings.tokenBody);
    const id = form?.text('client_id') ?? '';
    const refused = limit(c, `token ${id}`, settings.tokensPerMinute);
    if (refused) return refused;
    const names = ['client_id', 'client_secret', ...(settings.grantType === 'required' ? ['grant_type'] : [])];
    const missing = names.filter((name) => !form?.text(name));
    if (missing.length > 0) {
      return refuseFields(c, Object.fromEntries(missing.map((name) => [name, `The ${name.replace('_', ' ')} field is required.`])));
    }
    const secret = settings.clients[id];
    if (secret === undefined) return refuseFields(c, { client_id: 'The selected client id is invalid.' });
    if (form?.text('client_secret') !== secret || settings.revokedClients[id]) {
      return c.json({ data: [], meta: { message: 'Client authentication failed' } }, 401);
    }
    return c.json(success({ token_type: 'Bearer', expires_in: settings.saidTokenSeconds, access_token: issue(airalo, id) }));
  });
}

function issue({ world, settings, tokens }: Airalo, clientId: string): string {
  const now = world.now().getTime();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuedAt = Math.floor(now / 1000);
  const claims = { aud: clientId, jti: randomBytes(16).toString('hex'), iat: issuedAt, nbf: issuedAt, exp: issuedAt + settings.saidTokenSeconds };
  const token = `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.${randomBytes(48).toString('base64url')}`;
  if (!settings.tokensCoexist) for (const [old, { clientId: owner }] of tokens) if (owner === clientId) tokens.delete(old);
  tokens.set(token, { clientId, issuedAt: now });
  return token;
}

/** Lets a living bearer token of a client with valid keys through; documentation answers 403 where the rest answers 401. */
export function requireToken(airalo: Airalo, refusedStatus: () => 401 | 403 = () => 401): MiddlewareHandler {
  return async (c, next) => (clientOf(c, airalo) === null ? c.json({ message: 'Unauthenticated.' }, refusedStatus()) : next());
}

/** Whose token a request carries; null = nobody's, or a dead one's. */
export function clientOf(c: Context, { world, tokens, settings }: Airalo): string | null {
  const token = tokens.get(/^Bearer (\S+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '');
  const isAlive = token && world.now().getTime() < token.issuedAt + settings.tokenTtlMs;
  return isAlive && !settings.revokedClients[token.clientId] && settings.clients[token.clientId] !== undefined ? token.clientId : null;
}

import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import type { RateLimit } from './rate-limit.ts';

const TOKEN_PATH = '/oauth/token';
// About 3,000 characters altogether (§2): too much for a small column or a cookie.
const SIGNATURE_BYTES = 2_000;

/** POST /oauth/token: HTTP Basic, and a shape of errors of its own, always 400 (§2). */
export function tokenRoutes(app: Hono, account: Account, limit: RateLimit) {
  const { world, settings } = account;
  app.post(
    TOKEN_PATH,
    limit('token', () => ({ most: settings.tokensPerMinute, windowMs: 60_000 })),
    world.faults('onence', 'token'),
    async (c) => {
      const refused = await refusal(c, account);
      if (refused) return c.json({ statusCode: 400, errorCode: refused[0], message: refused[1] }, 400);
      account.count('tokens-issued');
      return c.json({
        status_code: 200,
        access_token: issue(account),
        token_type: 'bearer',
        ...(settings.saysExpiresIn ? { expires_in: settings.expiresInSeconds } : {}),
        userId: 'sandbox',
        scope: 'all',
      });
    },
  );
}

async function refusal(c: Context, { settings }: Account): Promise<[string, string] | null> {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  const [id = '', ...rest] = Buffer.from(basic ?? '', 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  if (id === '') return ['AuthValidationError', "Auth header validation error: Missing attributes 'username'"];
  if (secret === '') return ['AuthValidationError', "Auth header validation error: Missing attributes 'password'"];
  const type = c.req.header('Content-Type') ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded') && settings.acceptsFormToken;
  if (!isForm && !type.startsWith('application/json')) return ['UnsupportedContentTypeError', 'Content-Type not supported'];
  const text = await c.req.text();
  const grant = isForm ? new URLSearchParams(text).get('grant_type') : grantIn(text);
  if (!grant) return ['BodyValidationError', "Request body validation error: Missing attributes 'grant_type'"];
  return settings.clients[id] === secret ? null : ['BadCredentials', 'User does not exist.'];
}

function grantIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'grant_type' in body ? body.grant_type : null;
  } catch {
    return null;
  }
}

// Earlier tokens stay valid until they expire; dead ones are forgotten.
function issue({ tokens, settings, now }: Account): string {
  for (const [token, endsAt] of tokens) if (endsAt <= now()) tokens.delete(token);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now(), exp: now() + settings.expiresInSeconds * 1_000 })}.${randomBytes(SIGNATURE_BYTES).toString('base64url')}`;
  tokens.set(token, now() + settings.expiresInSeconds * 1_000);
  return token;
}

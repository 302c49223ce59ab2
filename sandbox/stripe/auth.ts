import type { MiddlewareHandler } from 'hono';
import { StripeApiError } from './api-error.ts';

export type Caller = 'secret' | 'publishable';
export type StripeEnv = { Variables: { caller: Caller } };

const ASK_FOR_KEY =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";

/** Lets in test keys only; a publishable key opens no more than what Stripe.js needs. */
export const authenticate: MiddlewareHandler<StripeEnv> = async (c, next) => {
  const key = keyFrom(c.req.header('authorization'));
  if (key === '') throw unauthorized(ASK_FOR_KEY);
  if (/^[rs]k_test_\w+$/.test(key)) c.set('caller', 'secret');
  else if (/^pk_test_\w+$/.test(key)) c.set('caller', 'publishable');
  else throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
  await next();
};

export const secretOnly: MiddlewareHandler<StripeEnv> = async (c, next) => {
  if (c.get('caller') !== 'secret') {
    throw new StripeApiError(403, {
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message: 'This API call cannot be made with a publishable API key. Please use a secret API key.',
    });
  }
  await next();
};

function keyFrom(header = ''): string {
  const [scheme = '', value = ''] = header.split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
  return '';
}

function unauthorized(message: string): StripeApiError {
  return new StripeApiError(401, { type: 'invalid_request_error', message });
}

const masked = (key: string) => (key.length <= 12 ? '****' : `${key.slice(0, 8)}****${key.slice(-4)}`);

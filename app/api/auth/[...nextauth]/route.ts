import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { hrefIn } from '@/i18n/routing';
import { normaliseEmail } from '@/lib/auth/email-address';
import { authOptions } from '@/lib/auth/next-auth';
import { localeOfPath, returnPath } from '@/lib/auth/return-path';
import { claimGuestOrders } from '@/lib/customers/claim-guest-orders';
import { env } from '@/lib/env';
import { readAuthRequest, type AuthContext, type AuthRequest } from '@/lib/web/auth-request';
import { addressIn } from '@/lib/web/client-address';
import { requireOwnOrigin } from '@/lib/web/own-origin';
import { limit } from '@/lib/web/rate-limit';
import { answerFailure } from '@/lib/web/route';
import { failureOf } from '@/lib/web/refusal';

export const dynamic = 'force-dynamic';

type Handler = (request: NextRequest, context: AuthContext) => Promise<Response>;

const nextAuth: Handler = (request, context) =>
  NextAuth(authOptions(async (customer) => void (await claimGuestOrders(customer))))(request, context) as Promise<Response>;

async function countTries({ path, fields }: AuthRequest, from: string): Promise<void> {
  if (path === 'callback/email') return limit('sign-in-open', from);
  if (path !== 'signin/email') return;
  await limit('sign-in-from', from);
  const email = normaliseEmail(fields.email ?? '');
  if (email) await limit('sign-in', email);
}

/** A failed sign-in goes back to the sign-in page of the language it came from. */
function inLanguage(response: Response, wanted: string | undefined): Response {
  const origin = new URL(env().APP_URL).origin;
  const target = response.headers.get('location');
  if (!target) return response;
  const url = new URL(target, origin);
  if (url.pathname !== '/sign-in' && url.pathname !== '/api/auth/error') return response;
  response.headers.set('location', `${hrefIn(localeOfPath(returnPath(wanted, origin)), '/sign-in')}${url.search}`);
  return response;
}

const answer: Handler = async (request, context) => {
  try {
    // Apple posts its answer from its own pages; state and PKCE cookies vouch for that one.
    const isFromApple = request.method === 'POST' && new URL(request.url).pathname.endsWith('/callback/apple');
    if (request.method === 'POST' && !isFromApple) requireOwnOrigin(request.headers);
    const asked = await readAuthRequest(request, context);
    await countTries(asked, addressIn(request.headers));
    const response = inLanguage(await nextAuth(asked.forward, context), asked.fields.callbackUrl);
    response.headers.set('cache-control', 'no-store');
    response.headers.set('referrer-policy', 'no-referrer');
    return response;
  } catch (error) {
    return answerFailure(failureOf(error, 'auth'));
  }
};

export const GET = answer;
export const POST = answer;

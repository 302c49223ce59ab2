import { NextResponse, type NextRequest } from 'next/server';
import { isLocale } from '@/i18n/routing';

/** Names the browser, so that two tabs are one wish to pay. Says nothing about the person. */
const BROWSER_COOKIE = '__Host-simplify-browser';
/** Next takes a megabyte for an action; forms of ours send a few hundred bytes. */
const MAX_BODY_BYTES = 100_000;
const YEAR_SECONDS = 31_536_000;

const randomId = () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');

function policy(nonce: string): string {
  const emulator = process.env.STRIPE_API_URL ? ` ${new URL(process.env.STRIPE_API_URL).origin}` : '';
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' https://js.stripe.com https://*.js.stripe.com${emulator}${development}`,
    `frame-src 'self' https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com${emulator}`,
    `connect-src 'self' https://api.stripe.com${emulator}${development ? ' ws:' : ''}`,
    "style-src 'self' 'unsafe-inline'", "img-src 'self' data: https://*.stripe.com", "font-src 'self'",
    "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

const isSafe = ({ method }: NextRequest) => method === 'GET' || method === 'HEAD';

function isOurs(request: NextRequest): boolean {
  const own = new URL(process.env.APP_URL ?? request.nextUrl.origin).origin;
  return request.headers.get('origin') === own;
}

/** What no page can use is answered here: from elsewhere, another verb, or a body no form of ours makes. */
function refusalOf(request: NextRequest): NextResponse | null {
  if (isSafe(request)) return null;
  if (!isOurs(request)) return NextResponse.json({ error: 'wrong-origin' }, { status: 403 });
  if (request.method !== 'POST') return NextResponse.json({ error: 'method-not-allowed' }, { status: 405, headers: { allow: 'GET, HEAD, POST' } });
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return NextResponse.json({ error: 'body-too-large' }, { status: 413 });
  return null;
}

const PAGE = /^(?:\/([a-z]{2}))?\/(?:checkout|orders|account|admin|sign-in)(?:\/|$)/i;

/** The language as the address writes it: ours, one of ours in capitals, or none. */
function languageOf(pathname: string): { isPage: boolean; meant: string | null } {
  const found = PAGE.exec(pathname);
  const written = found?.[1];
  if (!written) return { isPage: found !== null, meant: null };
  const meant = written.toLowerCase();
  return { isPage: isLocale(written), meant: meant !== written && isLocale(meant) ? meant : null };
}

/** Pages made per request get a nonce, no storage, and a name for the browser; unsafe requests anywhere are checked. Never the place of authorisation. */
export function proxy(request: NextRequest): NextResponse {
  const refusal = refusalOf(request);
  if (refusal) return refusal;
  const { isPage, meant } = languageOf(request.nextUrl.pathname);
  if (meant) return NextResponse.redirect(new URL(`/${meant}${request.nextUrl.pathname.slice(3)}${request.nextUrl.search}`, request.url), 308);
  if (!isPage) return NextResponse.next();
  const nonce = randomId();
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy(nonce));
  const browserId = request.cookies.get(BROWSER_COOKIE)?.value ?? randomId();
  headers.set('x-browser-id', browserId);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy(nonce));
  response.headers.set('cache-control', 'no-store');
  response.headers.set('x-robots-tag', 'noindex');
  if (request.nextUrl.pathname.includes('/orders')) response.headers.set('referrer-policy', 'no-referrer');
  if (!request.cookies.has(BROWSER_COOKIE)) {
    response.cookies.set(BROWSER_COOKIE, browserId, { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: YEAR_SECONDS });
  }
  return response;
}

// Exactly the pages made per request, in any language; and whatever elsewhere says where it comes from, carries a body or calls an action.
export const config = {
  matcher: [
    '/:locale([a-zA-Z]{2})?/checkout', '/:locale([a-zA-Z]{2})?/orders', '/:locale([a-zA-Z]{2})?/orders/:id', '/:locale([a-zA-Z]{2})?/orders/:id/open',
    '/:locale([a-zA-Z]{2})?/orders/:id/esims/:esim', '/:locale([a-zA-Z]{2})?/orders/:id/esims/:esim/top-up',
    '/:locale([a-zA-Z]{2})?/account', '/:locale([a-zA-Z]{2})?/account/orders', '/:locale([a-zA-Z]{2})?/account/sims', '/:locale([a-zA-Z]{2})?/sign-in', '/:locale([a-zA-Z]{2})?/sign-in/open',
    '/:locale([a-zA-Z]{2})?/admin', '/:locale([a-zA-Z]{2})?/admin/:list(orders|cases|providers|fleet|audit)', '/:locale([a-zA-Z]{2})?/admin/orders/:id', '/:locale([a-zA-Z]{2})?/admin/orders/:id/esims/:esim', '/:locale([a-zA-Z]{2})?/admin/providers/:id',
    '/:locale([a-zA-Z]{2})?/admin/fleet/:iccid', '/:locale([a-zA-Z]{2})?/admin/fleet/runs/:id',
    { source: '/((?!api/|_next/).*)', has: [{ type: 'header', key: 'origin' }] },
    { source: '/((?!api/|_next/).*)', has: [{ type: 'header', key: 'content-type' }] },
    { source: '/((?!api/|_next/).*)', has: [{ type: 'header', key: 'next-action' }] },
  ],
};

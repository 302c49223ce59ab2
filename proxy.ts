import { NextResponse, type NextRequest } from 'next/server';

/** Names the browser, so that two tabs are one wish to pay. Says nothing about the person. */
const BROWSER_COOKIE = '__Host-simplify-browser';
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

function isOurs(request: NextRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  const own = new URL(process.env.APP_URL ?? request.nextUrl.origin).origin;
  return request.headers.get('origin') === own;
}

/** Only for pages made per request: a nonce, no storage, and a name for the browser. Never the place of authorisation. */
export function proxy(request: NextRequest): NextResponse {
  if (!isOurs(request)) return NextResponse.json({ error: 'wrong-origin' }, { status: 403 });
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

export const config = {
  matcher: [
    '/:locale(de|en)?/checkout/:path*', '/:locale(de|en)?/orders/:path*', '/:locale(de|en)?/account/:path*',
    '/:locale(de|en)?/admin/:path*', '/:locale(de|en)?/sign-in/:path*',
  ],
};

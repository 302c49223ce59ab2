import { NextRequest } from 'next/server';
import { unstable_doesMiddlewareMatch as doesProxyMatch } from 'next/experimental/testing/server';
import { describe, expect, test } from 'vitest';
import { config, proxy } from '@/proxy';

const OWN = 'http://localhost:3000';
const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) => proxy(new NextRequest(`${OWN}${path}`, init));
const policyOf = (response: Response) =>
  new Map((response.headers.get('content-security-policy') ?? '').split('; ').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)] as const));
const nonceIn = (response: Response) => policyOf(response).get('script-src')?.find((source) => source.startsWith("'nonce-")) ?? '';

describe('a page made per request', () => {
  test('runs only scripts that were given this request’s nonce, and Stripe’s', () => {
    const policy = policyOf(ask('/checkout'));
    const stripe = new URL(process.env.STRIPE_API_URL ?? '').origin;
    const [own, nonce, ...others] = policy.get('script-src') ?? [];
    expect([own, ...others]).toEqual(["'self'", "'strict-dynamic'", 'https://js.stripe.com', 'https://*.js.stripe.com', stripe]);
    expect(nonce).toMatch(/^'nonce-[\w-]{22}'$/);
    expect(new Set(Array.from({ length: 20 }, () => nonceIn(ask('/checkout')))).size).toBe(20);
  });

  test('is told its nonce by the same policy, whatever the browser sent', () => {
    const response = ask('/checkout', { headers: { 'content-security-policy': "script-src 'nonce-mine'" } });
    expect(response.headers.get('x-middleware-request-content-security-policy')).toBe(response.headers.get('content-security-policy'));
    expect(response.headers.get('content-security-policy')).not.toContain('mine');
  });

  test('cannot be framed, rebased, or made to send its forms and data elsewhere', () => {
    const policy = policyOf(ask('/checkout'));
    const stripe = new URL(process.env.STRIPE_API_URL ?? '').origin;
    expect(Object.fromEntries(['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors', 'connect-src', 'frame-src', 'font-src', 'img-src', 'style-src'].map((name) => [name, policy.get(name)]))).toEqual({
      'default-src': ["'self'"], 'object-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'none'"],
      'connect-src': ["'self'", 'https://api.stripe.com', stripe],
      'frame-src': ["'self'", 'https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com', stripe],
      'font-src': ["'self'"], 'img-src': ["'self'", 'data:', 'https://*.stripe.com'], 'style-src': ["'self'", "'unsafe-inline'"],
    });
  });

  test('is stored nowhere, found by no search engine, and an order’s address goes nowhere', () => {
    const response = ask('/de/orders/0198c3b2-0000-7000-8000-000000000001');
    expect(Object.fromEntries(['cache-control', 'x-robots-tag', 'referrer-policy'].map((name) => [name, response.headers.get(name)]))).toEqual({
      'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer',
    });
  });

  test.each(['/checkout', '/de/checkout', '/orders/x', '/orders/x/open', '/de/orders', '/account', '/account/orders', '/admin', '/de/admin/orders/x', '/admin/audit', '/admin/orders/x/esims/y', '/de/admin/providers/airalo', '/sign-in', '/sign-in/open', '/DE/checkout', '/fr/checkout'])('%s is one', (url) => {
    expect(doesProxyMatch({ config, url, nextConfig: {} })).toBe(true);
  });

  test('in a language we have, written in capitals, is found; in one we have not, it is no page', () => {
    expect(ask('/DE/checkout?plan=x').headers.get('location')).toBe(`${OWN}/de/checkout?plan=x`);
    expect(ask('/fr/checkout').headers.get('content-security-policy')).toBeNull();
  });

  test('names a new browser in a cookie no script reads, and knows it again', () => {
    const first = ask('/checkout');
    const cookie = first.cookies.get('__Host-simplify-browser');
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
    expect(first.headers.get('x-middleware-request-x-browser-id')).toBe(cookie?.value);
    const again = ask('/checkout', { headers: { cookie: `__Host-simplify-browser=${cookie?.value}`, 'x-browser-id': 'forged' } });
    expect(again.headers.get('x-middleware-request-x-browser-id')).toBe(cookie?.value);
    expect(again.cookies.get('__Host-simplify-browser')).toBeUndefined();
  });
});

test.each([['POST', 200], ['PUT', 405], ['PATCH', 405], ['DELETE', 405]] as const)('%s goes through only from our own pages, if at all', (method, own) => {
  const from = (headers: Record<string, string>) => ask('/checkout', { method, headers }).status;
  expect([from({ origin: OWN }), from({}), from({ origin: 'https://evil.example' }), from({ origin: 'null' })]).toEqual([own, 403, 403, 403]);
});

test('a body larger than any form of ours is refused before it is read', () => {
  expect(ask('/checkout', { method: 'POST', headers: { origin: OWN, 'content-length': '2000000' } }).status).toBe(413);
});

describe('a page that is kept', () => {
  test.each(['/', '/de', '/plans/checkout', '/help', '/checkout/foo', '/account/foo', '/admin/foo', '/orders/x/y', '/sign-in/foo', '/de/account/foo'])('%s is not touched', (url) => {
    expect(doesProxyMatch({ config, url, nextConfig: {} })).toBe(false);
  });

  test.each([{ origin: 'https://evil.example' }, { 'content-type': 'multipart/form-data' }, { 'next-action': '00' }])('is not to be written to: %o is looked at', (headers) => {
    expect(doesProxyMatch({ config, url: '/help', headers, nextConfig: {} })).toBe(true);
    expect(ask('/help', { method: 'POST', headers: { ...headers, origin: 'https://evil.example' } }).status).toBe(403);
  });

  test('keeps its own policy when it is only read', () => {
    const response = ask('/help', { headers: { origin: OWN } });
    expect(response.headers.get('content-security-policy')).toBeNull();
    expect(response.headers.get('cache-control')).toBeNull();
  });
});

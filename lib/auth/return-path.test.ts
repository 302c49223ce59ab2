import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localeOfPath, returnPath } from '@/lib/auth/return-path';

const origin = 'https://shop.example';

test.each([
  ['/account/orders', '/account/orders'],
  ['/de/checkout?plan=x', '/de/checkout?plan=x'],
  [`${origin}/admin`, '/admin'],
  ['https://evil.example/account/orders', '/account/orders'],
  ['//evil.example/account', '/account/orders'],
  ['/\\evil.example/account', '/account/orders'],
  ['javascript:alert(1)', '/account/orders'],
  ['/api/auth/signout', '/account/orders'],
  ['/accounts', '/account/orders'],
  [undefined, '/account/orders'],
])('%s leads to %s', (wanted, path) => {
  expect(returnPath(wanted, origin)).toBe(path);
});

test('no wish leads off our own pages', () => {
  const piece = fc.constantFrom('/', '\\', 'account', 'evil.example', ':', '@', '?', '#', '..', '%2f', 'https', '\t', 'de');
  fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.array(piece, { maxLength: 10 }).map((parts) => parts.join(''))), (wanted) => {
    const url = new URL(returnPath(wanted, origin), origin);
    return url.origin === origin && /^(\/[a-z]{2})?\/(account|admin|orders|checkout)(\/|$)/.test(url.pathname);
  }));
});

test('a path tells its language', () => {
  expect([localeOfPath('/de/account'), localeOfPath('/account'), localeOfPath('/')]).toEqual(['de', 'en', 'en']);
});

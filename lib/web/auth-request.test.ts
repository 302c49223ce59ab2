import fc from 'fast-check';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { RETURN_COOKIE } from '@/lib/auth/cookies';
import { isAppError } from '@/lib/errors';
import { readAuthRequest } from '@/lib/web/auth-request';

type Asked = { method?: string; path: string; body?: string; type?: string; cookie?: string; query?: string };

function ask({ method = 'GET', path, body, type = 'application/x-www-form-urlencoded', cookie, query = '' }: Asked) {
  const headers = { 'content-type': type, ...(cookie ? { cookie } : {}) };
  const request = new NextRequest(`http://localhost:3000/api/auth/${path}${query}`, { method, headers, ...(body === undefined ? {} : { body }) });
  return readAuthRequest(request, { params: Promise.resolve({ nextauth: path.split('/') }) });
}

test.each([
  ['GET', 'callback/email'], ['GET', 'signout'], ['GET', ''], ['POST', '_log'], ['POST', 'session'], ['POST', 'signout'], ['POST', 'callback/credentials'], ['PUT', 'signin/email'],
])('%s %s is not there', async (method, path) => {
  await expect(ask({ method, path, ...(method === 'GET' ? {} : { body: '' }) })).rejects.toMatchObject({ code: 'not-found' });
});

test('the secret of a link comes in the body and reaches next-auth as it expects', async () => {
  const { forward } = await ask({ method: 'POST', path: 'callback/email', body: 'token=t0&email=a%40b.co&callbackUrl=%2Fde%2Faccount&other=1' });
  expect(forward.method).toBe('GET');
  expect(Object.fromEntries(forward.nextUrl.searchParams)).toEqual({ token: 't0', email: 'a@b.co', callbackUrl: '/de/account' });
});

test('addresses that cannot be read are left out, a cookie that cannot be read is refused', async () => {
  const { fields } = await ask({ method: 'POST', path: 'signin/email', body: 'email=a%40b.co&callbackUrl=http%3A%2F%2F%5B' });
  expect(fields).toEqual({ email: 'a@b.co' });
  const asked = await ask({ path: 'signin', query: '?callbackUrl=http%3A%2F%2F%5B' });
  expect(asked.forward.nextUrl.searchParams.has('callbackUrl')).toBe(false);
  expect((await ask({ path: 'error', query: '?error=%00' })).forward.nextUrl.search).toBe('');
  expect((await ask({ path: 'error', query: '?error=Verification' })).forward.nextUrl.search).toBe('?error=Verification');
  await expect(ask({ path: 'csrf', cookie: `${RETURN_COOKIE}=http://[` })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('any body is read as text fields or refused', async () => {
  const bodies = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constantFrom('{"email":{"a":1}}', '[]', 'null', '{"__proto__":{"x":1}}'));
  await fc.assert(fc.asyncProperty(bodies, fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain'), async (body, type) => {
    try {
      const { fields } = await ask({ method: 'POST', path: 'signin/email', body, type });
      return Object.values(fields).every((value) => typeof value === 'string');
    } catch (error) {
      return isAppError(error, 'invalid-input');
    }
  }));
});

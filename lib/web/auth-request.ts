import { NextRequest } from 'next/server';
import { z } from 'zod';
import { RETURN_COOKIE } from '@/lib/auth/cookies';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { readRawBody } from '@/lib/web/raw-body';

/** What next-auth may be asked over HTTP; all its other pages and endpoints are not ours. */
const ASKED = {
  GET: /^(csrf|providers|session|signin|error|verify-request|callback\/(google|apple))$/,
  POST: /^(signin\/(email|google|apple)|callback\/(email|apple))$/,
};

export type AuthMethod = keyof typeof ASKED;
export type AuthContext = { params: Promise<{ nextauth: string[] }> };
export type AuthRequest = { path: string; fields: Record<string, string>; forward: NextRequest };

const fieldsShape = z.record(z.string(), z.string().max(10_000));

async function readFields(request: NextRequest): Promise<Record<string, string>> {
  const text = (await readRawBody(request)).toString('utf8');
  const isJson = request.headers.get('content-type')?.includes('application/json') ?? false;
  try {
    return fieldsShape.parse(isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text)));
  } catch (cause) {
    throw new AppError('invalid-input', 'the body has no fields', { data: { cause: String(cause).slice(0, 100) } });
  }
}

// next-auth answers 500 to an address it cannot read and to a code no header can carry; here they are left out.
function withoutTraps(url: URL): URL {
  const { searchParams } = url;
  const wanted = searchParams.get('callbackUrl');
  if (wanted !== null && !URL.canParse(wanted, env().APP_URL)) searchParams.delete('callbackUrl');
  if (!/^\w{1,64}$/.test(searchParams.get('error') ?? '')) searchParams.delete('error');
  return url;
}

/** A request next-auth can read without failing: known path, string fields, readable addresses. Throws `not-found` and `invalid-input`. */
export async function readAuthRequest(request: NextRequest, { params }: AuthContext): Promise<AuthRequest> {
  const path = (await params).nextauth.join('/');
  if (!ASKED[request.method as AuthMethod]?.test(path)) throw new AppError('not-found');
  const remembered = request.cookies.get(RETURN_COOKIE)?.value;
  if (remembered !== undefined && !URL.canParse(remembered, env().APP_URL)) throw new AppError('invalid-input');
  const url = withoutTraps(new URL(request.url));
  if (request.method === 'GET') return { path, fields: {}, forward: new NextRequest(url, { headers: request.headers }) };

  const fields = await readFields(request);
  // A link's secret comes in the body, which nobody logs; next-auth reads it from the query.
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/x-www-form-urlencoded');
  headers.delete('content-length');
  if (path === 'callback/email') {
    const asked = { token: fields.token ?? '', email: fields.email ?? '', callbackUrl: fields.callbackUrl || '/account/orders' };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return { path, fields, forward: new NextRequest(withoutTraps(url), { headers: request.headers }) };
  }
  if (fields.callbackUrl !== undefined && !URL.canParse(fields.callbackUrl, env().APP_URL)) delete fields.callbackUrl;
  return { path, fields, forward: new NextRequest(url, { method: 'POST', headers, body: new URLSearchParams(fields).toString() }) };
}

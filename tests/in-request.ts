// Next keeps the request in storages of its own; outside its server they are filled by hand. The first import must come first.
import 'next/dist/server/node-environment-baseline';
import { randomUUID } from 'node:crypto';
import { workAsyncStorage, type WorkStore } from 'next/dist/server/app-render/work-async-storage.external';
import { workUnitAsyncStorage, type RequestStore } from 'next/dist/server/app-render/work-unit-async-storage.external';
import { HeadersAdapter } from 'next/dist/server/web/spec-extension/adapters/headers';
import { MutableRequestCookiesAdapter, RequestCookiesAdapter } from 'next/dist/server/web/spec-extension/adapters/request-cookies';
import { RequestCookies } from 'next/dist/server/web/spec-extension/cookies';
import { authAdapter } from '@/lib/auth/adapter';
import { SESSION_COOKIE } from '@/lib/auth/cookies';
import { newToken } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';

export const OWN_ORIGIN = 'http://localhost:3000';

/** Runs `work` as Next would run an action or a route that was asked with these headers. */
export function inRequest<Result>(given: Record<string, string>, work: () => Promise<Result>): Promise<Result> {
  const headers = new Headers(given);
  const mutable = MutableRequestCookiesAdapter.wrap(new RequestCookies(headers));
  const request = {
    type: 'request', phase: 'action', headers: HeadersAdapter.seal(headers), cookies: RequestCookiesAdapter.seal(new RequestCookies(headers)),
    mutableCookies: mutable, userspaceMutableCookies: mutable, url: { pathname: '/', search: '' },
  } as unknown as RequestStore;
  const page = { route: '/', page: '/' } as unknown as WorkStore;
  return workAsyncStorage.run(page, () => workUnitAsyncStorage.run(request, work));
}

/** The cookie of somebody who just signed in with this address; a new person unless it is named. */
export async function sessionCookie(email = `${randomUUID()}@example.com`): Promise<string> {
  const facts = { emailVerified: new Date() };
  const user = await db().user.upsert({ where: { email }, create: { email, ...facts }, update: facts });
  const sessionToken = newToken();
  await authAdapter().createSession?.({ sessionToken, userId: user.id, expires: new Date(Date.now() + 3_600_000) });
  return `${SESSION_COOKIE}=${sessionToken}`;
}

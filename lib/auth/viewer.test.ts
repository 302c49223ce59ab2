import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { authAdapter } from '@/lib/auth/adapter';
import { endSession } from '@/lib/auth/session';
import { asCustomer, asStaff, viewerOf } from '@/lib/auth/viewer';
import { newToken } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';

const HOUR_MS = 3_600_000;

async function signedIn({ email = `${randomUUID()}@example.com`, isVerified = true, expiresInMs = HOUR_MS } = {}) {
  const facts = { emailVerified: isVerified ? new Date() : null };
  const user = await db().user.upsert({ where: { email }, create: { email, ...facts }, update: facts });
  const sessionToken = newToken();
  await authAdapter().createSession?.({ sessionToken, userId: user.id, expires: new Date(Date.now() + expiresInMs) });
  return { sessionToken, userId: user.id, email };
}

const viewerWith = (session: string | undefined) => viewerOf({ session, orders: undefined });

describe('a viewer', () => {
  test('is the customer whose session it is', async () => {
    const { sessionToken, userId, email } = await signedIn();
    expect(await viewerWith(sessionToken)).toEqual({ customerId: userId, email, isStaff: false, orderAccess: [] });
  });

  test('is nobody without a session, with a made-up one, an expired one, or the stored hash itself', async () => {
    const { sessionToken } = await signedIn();
    const stored = await db().session.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(stored.sessionToken).not.toBe(sessionToken);
    const expired = await signedIn({ expiresInMs: -1 });
    for (const session of [undefined, '', newToken(), expired.sessionToken, stored.sessionToken, 'x'.repeat(5_000)]) {
      expect(await viewerWith(session)).toMatchObject({ customerId: null, email: null, isStaff: false });
    }
  });

  test('with an address nobody has proven is nobody, staff address or not', async () => {
    const { sessionToken } = await signedIn({ email: 'staff@example.com', isVerified: false });
    expect(await viewerWith(sessionToken)).toMatchObject({ customerId: null, isStaff: false });
  });

  test('is staff by verified address only, and no longer once the session ended', async () => {
    const { sessionToken } = await signedIn({ email: 'staff@example.com' });
    const viewer = await viewerWith(sessionToken);
    expect(asStaff(viewer).email).toBe('staff@example.com');
    await endSession(sessionToken);
    expect((await viewerWith(sessionToken)).isStaff).toBe(false);
  });

  test('who is no staff learns only that there is nothing', async () => {
    const customer = await viewerWith((await signedIn()).sessionToken);
    expect(() => asStaff(customer)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => asStaff({ ...customer, customerId: null, email: null })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => asCustomer({ ...customer, customerId: null, email: null })).toThrow(expect.objectContaining({ code: 'sign-in-needed' }));
  });
});

test('the adapter finds, extends and ends a session by its token, and keeps only the hash', async () => {
  const { sessionToken, userId } = await signedIn();
  const adapter = authAdapter();
  expect(await adapter.getSessionAndUser?.(sessionToken)).toMatchObject({ session: { sessionToken, userId }, user: { id: userId } });
  const expires = new Date(Date.now() + 2 * HOUR_MS);
  expect(await adapter.updateSession?.({ sessionToken, expires })).toMatchObject({ sessionToken, expires });
  await adapter.deleteSession?.(sessionToken);
  await adapter.deleteSession?.(sessionToken);
  expect(await adapter.getSessionAndUser?.(sessionToken)).toBeNull();
});

import { hashToken } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';

export type SessionUser = { id: string; email: string | null; isEmailVerified: boolean };

/** Who a session cookie belongs to, read fresh, so that an ended session ends at once. The table holds only hashes. */
export async function findSessionUser(cookie: string | undefined, now = new Date()): Promise<SessionUser | null> {
  if (!cookie || cookie.length > 200) return null;
  const session = await db().session.findUnique({
    where: { sessionToken: hashToken(cookie) },
    select: { expires: true, user: { select: { id: true, email: true, emailVerified: true } } },
  });
  if (!session || session.expires <= now) return null;
  const { id, email, emailVerified } = session.user;
  return { id, email, isEmailVerified: emailVerified !== null };
}

/** Ends one session; nothing happens when there is none. */
export async function endSession(cookie: string | undefined): Promise<void> {
  if (cookie) await db().session.deleteMany({ where: { sessionToken: hashToken(cookie) } });
}

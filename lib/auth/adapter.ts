import { PrismaAdapter } from '@auth/prisma-adapter';
import type { Adapter } from 'next-auth/adapters';
import { hashToken } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';

/** next-auth's tables through Prisma; sessions are kept as hashes, so that a copy of the table opens no account. */
export function authAdapter(): Adapter {
  const adapter = PrismaAdapter(db()) as Adapter;
  return {
    ...adapter,
    createSession: async (session) => {
      await db().session.create({ data: { ...session, sessionToken: hashToken(session.sessionToken) } });
      return session;
    },
    getSessionAndUser: async (sessionToken) => {
      const found = await adapter.getSessionAndUser?.(hashToken(sessionToken));
      return found ? { ...found, session: { ...found.session, sessionToken } } : null;
    },
    updateSession: async ({ sessionToken, ...changes }) => {
      const updated = await adapter.updateSession?.({ ...changes, sessionToken: hashToken(sessionToken) });
      return updated ? { ...updated, sessionToken } : null;
    },
    deleteSession: async (sessionToken) => {
      await db().session.deleteMany({ where: { sessionToken: hashToken(sessionToken) } });
    },
  };
}

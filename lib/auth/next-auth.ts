import type { NextAuthOptions } from 'next-auth';
import EmailProvider from 'next-auth/providers/email';
import { authAdapter } from '@/lib/auth/adapter';
import { PRIVATE_COOKIE, RETURN_COOKIE, SESSION_COOKIE } from '@/lib/auth/cookies';
import { normaliseEmail } from '@/lib/auth/email-address';
import { identityProviders, vouchedEmail } from '@/lib/auth/identity-providers';
import { returnPath } from '@/lib/auth/return-path';
import { signInLink } from '@/lib/auth/sign-in-link';
import { newToken } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';
import { sendMagicLink } from '@/lib/email/magic-link';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';

const LINK_SECONDS = 600;
const SESSION_SECONDS = 30 * 24 * 3_600;
const HANDSHAKE_SECONDS = 900;

/** What to do once somebody has proven that an address is theirs. */
export type SignedIn = (customer: { customerId: string; email: string }) => Promise<void>;

const emailProvider = () =>
  EmailProvider({
    maxAge: LINK_SECONDS,
    from: env().EMAIL_FROM,
    generateVerificationToken: newToken,
    normalizeIdentifier: (text) => {
      const email = normaliseEmail(text);
      if (email === null) throw new AppError('email-invalid');
      return email;
    },
    sendVerificationRequest: async ({ identifier, url }) => sendMagicLink({ to: identifier, ...signInLink(url) }),
  });

const ownOrigin = () => new URL(env().APP_URL).origin;

const handshake = { ...PRIVATE_COOKIE, maxAge: HANDSHAKE_SECONDS };

// Apple answers with a cross-site POST, which carries no Lax cookie.
const crossSite = () => (env().APPLE_CLIENT_ID ? { ...handshake, sameSite: 'none' as const } : handshake);

const cookies = (): NonNullable<NextAuthOptions['cookies']> => ({
  sessionToken: { name: SESSION_COOKIE, options: PRIVATE_COOKIE },
  callbackUrl: { name: RETURN_COOKIE, options: crossSite() },
  csrfToken: { name: '__Host-simplify-csrf', options: PRIVATE_COOKIE },
  pkceCodeVerifier: { name: '__Host-simplify-pkce', options: crossSite() },
  state: { name: '__Host-simplify-state', options: crossSite() },
  nonce: { name: '__Host-simplify-nonce', options: crossSite() },
});

/** next-auth for this shop: magic link, database sessions, no linking of accounts by address alone. */
export function authOptions(signedIn: SignedIn): NextAuthOptions {
  return {
    adapter: authAdapter(),
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'database', maxAge: SESSION_SECONDS, updateAge: SESSION_SECONDS, generateSessionToken: newToken },
    useSecureCookies: true,
    cookies: cookies(),
    providers: [emailProvider(), ...identityProviders()],
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in', verifyRequest: '/sign-in?sent=1' },
    logger: {
      error: (code, facts) => log.warn({ error: facts instanceof Error ? facts : facts.error }, `auth.${code.toLowerCase()}`),
      warn: (code) => log.debug(`auth.${code.toLowerCase()}`),
      debug: () => {},
    },
    callbacks: {
      signIn: ({ account, profile }) => account?.type === 'email' || vouchedEmail(profile) !== null,
      redirect: ({ url }) => `${ownOrigin()}${returnPath(url, ownOrigin())}`,
      // The only reader is next-auth's own session page: it learns nothing but that there is a session.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signIn: async ({ user, account, profile }) => {
        const email = account?.type === 'email' ? user.email : vouchedEmail(profile);
        if (!email || email !== user.email) return;
        await db().user.updateMany({ where: { id: user.id, emailVerified: null }, data: { emailVerified: new Date() } });
        await signedIn({ customerId: user.id, email });
      },
    },
  };
}

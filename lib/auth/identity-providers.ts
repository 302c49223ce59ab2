import AppleProvider from 'next-auth/providers/apple';
import GoogleProvider from 'next-auth/providers/google';
import type { Provider } from 'next-auth/providers/index';
import { z } from 'zod';
import { normaliseEmail } from '@/lib/auth/email-address';
import { env } from '@/lib/env';

const claims = z.object({
  sub: z.string(),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).optional().catch(undefined),
});

/** The address an identity provider vouches for, or null. */
export function vouchedEmail(profile: unknown): string | null {
  const { data } = claims.safeParse(profile);
  return data?.email && data.email_verified === true ? normaliseEmail(data.email) : null;
}

function readProfile(profile: unknown) {
  const { sub, name } = claims.parse(profile);
  return { id: sub, name: name ?? null, email: vouchedEmail(profile), image: null };
}

/** Google and Apple, each only when configured. */
export function identityProviders(): Provider[] {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, APPLE_CLIENT_ID, APPLE_CLIENT_SECRET } = env();
  const google = GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET
    ? [GoogleProvider({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET, profile: readProfile, checks: ['pkce', 'state', 'nonce'] })] : [];
  const apple = APPLE_CLIENT_ID && APPLE_CLIENT_SECRET
    ? [AppleProvider({ clientId: APPLE_CLIENT_ID, clientSecret: APPLE_CLIENT_SECRET, profile: readProfile })] : [];
  return [...google, ...apple];
}

/** Ids of the configured ones, for the sign-in page. */
export const identityProviderIds = (): string[] => identityProviders().map(({ id }) => id);

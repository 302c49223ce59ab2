import { env } from '@/lib/env';
import { localeOfPath, returnPath } from '@/lib/auth/return-path';

/**
 * The link that goes into the mail: to a page with a button, so that scanners who open links use nothing up,
 * and with its secret in the fragment, which browsers never send.
 */
export function signInLink(callback: string): { url: string; locale: string } {
  const origin = new URL(env().APP_URL).origin;
  const given = new URL(callback, origin).searchParams;
  const path = returnPath(given.get('callbackUrl'), origin);
  const locale = localeOfPath(path);
  const secret = new URLSearchParams({ token: given.get('token') ?? '', email: given.get('email') ?? '', to: path });
  return { url: `${origin}${locale === 'en' ? '' : `/${locale}`}/sign-in/open#${secret}`, locale };
}

import { notAsked } from '@/lib/providers/airalo/errors';

/** The header for the reader's language (§3.1); without one Airalo speaks English. */
export function acceptLanguage(locale: string | undefined): Record<string, string> {
  if (locale === undefined) return {};
  if (/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(locale)) return { 'accept-language': locale.replaceAll('_', '-') };
  throw notAsked({ locale: 'is not a language' });
}

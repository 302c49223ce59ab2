export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'en';

export const isLocale = (value: string): value is Locale => (LOCALES as readonly string[]).includes(value);

/** An address of ours in a language; the default one has no prefix. */
export const hrefIn = (locale: string, path: string): string => (locale === DEFAULT_LOCALE ? path : `/${locale}${path === '/' ? '' : path}`);

/** Where else a page stands: itself, and itself in every language. */
export const alternates = (locale: string, path: string) => ({
  canonical: hrefIn(locale, path),
  languages: { ...Object.fromEntries(LOCALES.map((each) => [each, hrefIn(each, path)])), 'x-default': path },
});

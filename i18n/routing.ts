import languages from './languages.json';

/** A language is a line in languages.json and a folder in messages/; the names are its own. */
export const LANGUAGES = languages;
export type Locale = keyof typeof languages;
export const LOCALES = Object.keys(languages) as [Locale, ...Locale[]];
export const DEFAULT_LOCALE: Locale = 'en';

export const isLocale = (value: string): value is Locale => (LOCALES as readonly string[]).includes(value);

/** An address of ours in a language; the default one has no prefix. */
export const hrefIn = (locale: string, path: string): string => (locale === DEFAULT_LOCALE ? path : `/${locale}${path === '/' ? '' : path}`);

/** Where else a page stands: itself, and itself in every language. */
export const alternates = (locale: string, path: string) => ({
  canonical: hrefIn(locale, path),
  languages: { ...Object.fromEntries(LOCALES.map((each) => [each, hrefIn(each, path)])), 'x-default': path },
});

import type { MetadataRoute } from 'next';
import { connection } from 'next/server';
import { cachedDestinations } from '@/app/[locale]/(shop)/cached-catalog';
import { hrefIn, LOCALES } from '@/i18n/routing';
import { env } from '@/lib/env';

/** Every browse page but the plans, which are found through their destination. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const base = env().APP_URL;
  const paths = ['/', '/destinations', '/help', ...(await cachedDestinations()).map(({ slug }) => `/destinations/${slug}`)];
  return paths.map((path) => ({
    url: new URL(path, base).href,
    alternates: { languages: Object.fromEntries(LOCALES.map((locale) => [locale, new URL(hrefIn(locale, path), base).href])) },
  }));
}

import type { MetadataRoute } from 'next';
import { connection } from 'next/server';
import { LOCALES } from '@/i18n/routing';
import { env } from '@/lib/env';

const PERSONAL = ['/checkout', '/orders', '/account', '/admin', '/sign-in'];

export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  return {
    rules: { userAgent: '*', allow: '/', disallow: ['/api/', ...PERSONAL, ...LOCALES.flatMap((locale) => PERSONAL.map((path) => `/${locale}${path}`))] },
    sitemap: new URL('/sitemap.xml', env().APP_URL).href,
  };
}

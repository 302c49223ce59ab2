import { notFound } from 'next/navigation';
import { getMessages } from 'next-intl/server';
import { cachedDestinations } from '@/app/[locale]/(shop)/cached-catalog';
import { toSearchEntries } from '@/components/catalog/search-entries';
import { isLocale } from '@/i18n/routing';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

/** Every place there is, for the search of the home page. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const { common } = await getMessages({ locale });
  return Response.json(toSearchEntries(await cachedDestinations(), locale, common.regions), { headers: { 'cache-control': 'public, max-age=300, stale-while-revalidate=86400' } });
}

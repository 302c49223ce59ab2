import type { Metadata } from 'next';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedDestinations } from '@/app/[locale]/(shop)/cached-catalog';
import { byLetter, toPlaceLines } from '@/components/catalog/place-lines';
import { PlaceList } from '@/components/catalog/place-list';
import { PlaceSearch } from '@/components/catalog/place-search';
import { Ahead } from '@/components/layout/ahead';
import { Page, PageTitle, SectionTitle } from '@/components/ui/page';
import { alternates, hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale, namespace: 'destination' });
  return { title: t('allTitle'), alternates: alternates(locale, '/destinations') };
}

export default async function Destinations({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, home, common, messages, places] = await Promise.all([getTranslations('destination'), getTranslations('home'), getTranslations('common'), getMessages(), cachedDestinations()]);
  const linesOf = (isCountry: boolean) => toPlaceLines(places.filter(({ kind }) => (kind === 'country') === isCountry), locale, messages.common.regions);
  const list = { from: common('from', { price: '{price}' }), placesHref: hrefIn(locale, '/destinations') };
  return (
    <Page>
      <Ahead />
      <PageTitle lead={places.length === 0 ? home('empty') : t('allLead', { count: places.length })}>{t('allTitle')}</PageTitle>
      <PlaceSearch {...list} indexHref={hrefIn(locale, '/search-index')} label={home('searchLabel')} placeholder={home('searchPlaceholder')} none={home('searchNone')} found={home('searchFound', { count: '{count}' })} />
      {places.length === 0 ? null : (
        <>
          <SectionTitle>{t('regions')}</SectionTitle>
          <PlaceList {...list} places={linesOf(false).sort((a, b) => a[2].localeCompare(b[2], locale))} />
          <SectionTitle>{t('countries')}</SectionTitle>
          <div className="border-t border-line">
            {byLetter(linesOf(true), locale).map(([letter, lines]) => (
              <section key={letter} aria-label={letter} className="grid grid-cols-[2rem_1fr] sm:grid-cols-[4rem_1fr]">
                <p aria-hidden="true" className="figures border-b border-line pt-4 text-quiet">{letter}</p>
                <PlaceList {...list} places={lines} className="places-joined" />
              </section>
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

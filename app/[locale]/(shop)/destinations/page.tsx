import { getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedDestinations } from '@/app/[locale]/(shop)/cached-catalog';
import { PlaceList } from '@/components/catalog/place-list';
import { placeName } from '@/components/catalog/place-name';
import { PlaceSearch } from '@/components/catalog/place-search';
import { toSearchEntries } from '@/components/catalog/search-entries';
import { Page, PageTitle, SectionTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'destination' }))('allTitle') };
}

export default async function Destinations({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, home, common, places] = await Promise.all([getTranslations('destination'), getTranslations('home'), getTranslations('common'), cachedDestinations()]);
  const sorted = [...places].sort((a, b) => placeName(a, locale).localeCompare(placeName(b, locale), locale));
  const from = (price: string) => common('from', { price });
  return (
    <Page>
      <PageTitle lead={t('allLead', { count: places.length })}>{t('allTitle')}</PageTitle>
      <PlaceSearch entries={toSearchEntries(places, locale)} label={home('searchLabel')} placeholder={home('searchPlaceholder')} none={home('searchNone')} fallbackHref={hrefIn(locale, '/destinations')} />
      {places.length === 0 ? <p className="text-quiet">{home('empty')}</p> : null}
      <SectionTitle>{t('regions')}</SectionTitle>
      <PlaceList places={sorted.filter((place) => place.kind !== 'country')} locale={locale} from={from} />
      <SectionTitle>{t('countries')}</SectionTitle>
      <PlaceList places={sorted.filter((place) => place.kind === 'country')} locale={locale} from={from} />
    </Page>
  );
}

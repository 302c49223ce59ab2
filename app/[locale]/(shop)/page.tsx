import type { Metadata } from 'next';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedDestinations } from '@/app/[locale]/(shop)/cached-catalog';
import { DotWorld } from '@/components/catalog/dot-world';
import { toPlaceLines } from '@/components/catalog/place-lines';
import { PlaceList } from '@/components/catalog/place-list';
import { PlaceSearch } from '@/components/catalog/place-search';
import { Ahead } from '@/components/layout/ahead';
import { alternates, hrefIn } from '@/i18n/routing';
import { popularCount } from '@/lib/catalog/queries';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({ alternates: alternates((await params).locale, '/') });

export default async function Home({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, common, messages, places] = await Promise.all([getTranslations('home'), getTranslations('common'), getMessages(), cachedDestinations()]);
  const popular = places.slice(0, popularCount);
  const plans = places.reduce((sum, place) => sum + place.planCount, 0);
  const placesHref = hrefIn(locale, '/destinations');
  const from = common('from', { price: '{price}' });
  return (
    <main id="main">
      <Ahead />
      <section className="relative overflow-x-clip border-b border-line">
        <DotWorld lit={popular.map(({ countryCode }) => countryCode)} className="pointer-events-none mx-auto -mb-6 mt-4 w-[calc(100%-1rem)] max-w-xl lg:absolute lg:start-[calc(max(50vw-560px,0px)+24.5rem)] lg:top-1/2 lg:m-0 lg:w-[min(66vw,1120px)] lg:max-w-none lg:-translate-y-1/2" />
        <div className="relative mx-auto max-w-[1120px] px-4 pb-10 sm:px-6 lg:flex lg:min-h-[500px] lg:flex-col lg:justify-center lg:py-16">
          <h1 className="mb-6 max-w-[11ch] text-40 font-semibold tracking-tight lg:mb-8 lg:text-56">{t('title')}</h1>
          <PlaceSearch indexHref={hrefIn(locale, '/search-index')} placesHref={placesHref} label={t('searchLabel')} placeholder={t('searchPlaceholder')} none={t('searchNone')} found={t('searchFound', { count: '{count}' })} from={from} hasCaret />
        </div>
      </section>
      <section className="mx-auto max-w-[1120px] px-4 pt-10 sm:px-6" aria-labelledby="popular">
        <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h2 id="popular" className="text-21 font-semibold tracking-tight">{t('popular')}</h2>
          <a href={placesHref} className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4">{t('all', { count: places.length })}</a>
        </div>
        {places.length === 0 ? <p className="text-quiet">{t('empty')}</p> : <PlaceList placesHref={placesHref} places={toPlaceLines(popular, locale, messages.common.regions)} from={from} />}
        <ul className="mt-10 grid gap-x-8 gap-y-3 text-quiet sm:grid-cols-3">
          <li><span className="figures me-2 font-semibold text-ink">{new Intl.NumberFormat(locale).format(plans)}</span>{t('factPlans')}</li>
          <li><span className="figures me-2 font-semibold text-ink">{t('factStatedFigure')}</span>{t('factStated')}</li>
          <li><span className="figures me-2 font-semibold text-ink">{t('factRefundFigure')}</span>{t('factRefund')}</li>
        </ul>
      </section>
    </main>
  );
}

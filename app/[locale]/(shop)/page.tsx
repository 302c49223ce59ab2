import { getTranslations, setRequestLocale } from 'next-intl/server';
import { DotWorld } from '@/components/catalog/dot-world';
import { PlaceList } from '@/components/catalog/place-list';
import { PlaceSearch } from '@/components/catalog/place-search';
import { toSearchEntries } from '@/components/catalog/search-entries';
import { hrefIn } from '@/i18n/routing';
import { cachedDestinations } from '@/app/[locale]/(shop)/cached-catalog';
import { popularCount } from '@/lib/catalog/queries';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

export default async function Home({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, common, places] = await Promise.all([getTranslations('home'), getTranslations('common'), cachedDestinations()]);
  return (
    <main id="main">
      <section className="relative overflow-hidden border-b border-line">
        <DotWorld className="pointer-events-none absolute -end-24 top-4 w-[900px] max-w-none sm:-end-16 sm:top-1/2 sm:-translate-y-1/2 lg:end-0" />
        <div className="relative mx-auto min-h-[440px] max-w-[1120px] px-4 pb-16 pt-44 sm:px-6 sm:pt-24">
          <h1 className="max-w-[14ch] text-40 font-semibold tracking-tight text-balance sm:text-56">{t('title')}</h1>
          <p className="mb-8 mt-4 max-w-[40ch] bg-paper/80 text-17 text-quiet">{t('lead')}</p>
          <PlaceSearch entries={toSearchEntries(places, locale)} label={t('searchLabel')} placeholder={t('searchPlaceholder')} none={t('searchNone')} fallbackHref={hrefIn(locale, '/destinations')} />
        </div>
      </section>
      <section className="mx-auto max-w-[1120px] px-4 py-12 sm:px-6" aria-labelledby="popular">
        <h2 id="popular" className="mb-4 text-21 font-semibold tracking-tight">{t('popular')}</h2>
        {places.length === 0 ? <p className="text-quiet">{t('empty')}</p> : <PlaceList places={places.slice(0, popularCount)} locale={locale} from={(price) => common('from', { price })} />}
        <p className="mt-6">
          <a href={hrefIn(locale, '/destinations')} className="font-semibold underline underline-offset-4">{t('all', { count: places.length })}</a>
        </p>
      </section>
      <section className="mx-auto max-w-[1120px] px-4 pb-4 sm:px-6" aria-labelledby="how">
        <h2 id="how" className="mb-4 text-21 font-semibold tracking-tight">{t('how')}</h2>
        <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-3">
          {(['one', 'two', 'three'] as const).map((step, index) => (
            <li key={step} className="border-t-2 border-ink pt-3">
              <p className="figures text-13 text-quiet">{index + 1}</p>
              <p className="mt-1 font-semibold">{t(`${step}Title`)}</p>
              <p className="mt-1 text-quiet">{t(`${step}Text`)}</p>
            </li>
          ))}
        </ol>
      </section>
    </main>
  );
}

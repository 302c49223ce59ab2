import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedDestination } from '@/app/[locale]/(shop)/cached-catalog';
import { boardGroups } from '@/components/catalog/board-groups';
import { DotWorld } from '@/components/catalog/dot-world';
import { PlanBoard } from '@/components/catalog/plan-board';
import { Ahead } from '@/components/layout/ahead';
import { BackLink } from '@/components/ui/back-link';
import { Flag } from '@/components/ui/flag';
import { Page } from '@/components/ui/page';
import { placeName } from '@/i18n/place-name';
import { alternates, hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string; slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, slug } = await params;
  const place = await cachedDestination(slug);
  if (!place) return {};
  const [t, { common }] = await Promise.all([getTranslations({ locale, namespace: 'destination' }), getMessages({ locale })]);
  return { title: t('title', { place: placeName(place, locale, common.regions) }), alternates: alternates(locale, `/destinations/${slug}`) };
}

export default async function Destination({ params }: Props) {
  const { locale, slug } = await params;
  setRequestLocale(locale);
  const place = await cachedDestination(slug);
  if (!place) notFound();
  const [t, common, messages] = await Promise.all([getTranslations('destination'), getTranslations('common'), getMessages()]);
  const { regions } = messages.common;
  const name = placeName(place, locale, regions);
  const count = place.own.length + place.wider.length;
  const groups = boardGroups(place, name, { locale, regions, here: slug, common, destination: t });
  return (
    <Page>
      <Ahead />
      <BackLink href={hrefIn(locale, '/destinations')}>{t('back')}</BackLink>
      <header className="relative mb-4 grid items-center gap-x-8 md:grid-cols-[1fr_22rem] lg:grid-cols-[1fr_28rem]">
        <div>
          <h1 className="flex flex-wrap items-center gap-x-4 text-40 font-semibold tracking-tight text-balance lg:text-56">{name}{place.countryCode ? <Flag code={place.countryCode} /> : null}</h1>
          <p className="mt-3 max-w-[44ch] text-17 text-quiet">{count === 0 ? t('empty') : t(place.kind === 'country' ? 'lead' : 'leadWide', { count })}</p>
        </div>
        <DotWorld lit={place.covered} isClose className="hidden w-full md:block" />
      </header>
      {count === 0 ? null : (
        <PlanBoard
          groups={groups} plansHref={hrefIn(locale, '/plans')}
          words={{ sentence: [t('say0'), t('say1'), t('say2'), t('say3')], labels: [t('filterDays'), t('filterData'), t('sort')], none: t('filterNone'), found: t('filterCount', { count: '{count}' }) }}
          choices={[
            [[0, t('anyLength')], ...[3, 7, 15, 30].map((days): [number, string] => [days, t('atLeastDays', { count: days })])],
            [[0, t('anyData')], ...[1, 3, 5, 10, 20].map((gigabytes): [number, string] => [gigabytes * 1000, t('atLeastData', { amount: gigabytes })])],
            [[0, t('byData')], [1, t('byPrice')], [2, t('byEach')]],
          ]}
        />
      )}
      {count === 0 ? null : <p className="measure mt-10 text-13 text-quiet">{t('order', { unlimited: common('unlimited') })}</p>}
    </Page>
  );
}

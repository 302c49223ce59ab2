import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedDestination } from '@/app/[locale]/(shop)/cached-catalog';
import { DotWorld } from '@/components/catalog/dot-world';
import { placeName } from '@/components/catalog/place-name';
import { PlanFilter } from '@/components/catalog/plan-filter';
import { PlanTicket, type TicketWords } from '@/components/catalog/plan-ticket';
import { ticketWords } from '@/components/catalog/ticket-words';
import { Flag } from '@/components/ui/flag';
import { Page, SectionTitle } from '@/components/ui/page';
import type { PlanCard } from '@/lib/catalog/queries';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string; slug: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale, slug } = await params;
  const place = await cachedDestination(slug);
  if (!place) return {};
  const t = await getTranslations({ locale, namespace: 'destination' });
  return { title: t('title', { place: placeName(place, locale) }) };
}

function Tickets({ title, plans, words }: { title: string; plans: PlanCard[]; words: TicketWords }) {
  if (plans.length === 0) return null;
  return (
    <section>
      <SectionTitle>{title}</SectionTitle>
      <ul className="grid gap-2.5">
        {plans.map((plan) => (
          <PlanTicket key={plan.slug} plan={plan} words={words} />
        ))}
      </ul>
    </section>
  );
}

export default async function Destination({ params }: Props) {
  const { locale, slug } = await params;
  setRequestLocale(locale);
  const place = await cachedDestination(slug);
  if (!place) notFound();
  const [t, common, words] = await Promise.all([getTranslations('destination'), getTranslations('common'), ticketWords(locale)]);
  const name = placeName(place, locale);
  const choices = (values: number[], label: (value: number) => string, any: string) => [{ value: '0', label: any }, ...values.map((value) => ({ value: String(value), label: label(value) }))];
  return (
    <Page>
      <header className="relative mb-6 overflow-hidden">
        <DotWorld lit={[place.countryCode]} className="pointer-events-none absolute -top-8 end-0 hidden w-[420px] md:block" />
        <div className="relative">
          <div className="mb-3"><Flag code={place.countryCode} /></div>
          <h1 className="max-w-[16ch] text-40 font-semibold tracking-tight text-balance">{name}</h1>
          <p className="mt-3 max-w-[44ch] text-17 text-quiet">{t('lead', { count: place.own.length + place.wider.length, place: name })}</p>
        </div>
      </header>
      {place.own.length + place.wider.length === 0 ? <p>{t('empty')}</p> : (
        <PlanFilter
          sentence={[t('filterStart'), t('filterMiddle'), t('filterEnd')]} daysLabel={t('filterDays')} dataLabel={t('filterData')} none={t('filterNone')} count={t('filterCount', { count: 0 })}
          days={choices([3, 7, 15, 30], (value) => t('atLeastDays', { count: value }), t('anyLength'))}
          data={choices([1000, 3000, 5000, 10_000, 20_000], (value) => t('atLeastData', { amount: value / 1000 }), t('anyData'))}
        />
      )}
      <Tickets title={place.kind === 'country' ? t('local', { place: name }) : t('own', { place: name })} plans={place.own} words={words} />
      <Tickets title={t('regional', { place: name })} plans={place.wider.filter((plan) => plan.kind === 'region')} words={words} />
      <Tickets title={t('global')} plans={place.wider.filter((plan) => plan.kind === 'global')} words={words} />
      <p className="mt-10 text-13 text-quiet">{t('order', { unlimited: common('unlimited') })}</p>
    </Page>
  );
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedPlan } from '@/app/[locale]/(shop)/cached-catalog';
import { toCoverageLines } from '@/components/catalog/coverage-lines';
import { CoverageList } from '@/components/catalog/coverage-list';
import { DotWorld } from '@/components/catalog/dot-world';
import { planFacts, startsOn } from '@/components/catalog/plan-facts';
import { PlanTimeline } from '@/components/catalog/plan-timeline';
import { timelineStops } from '@/components/catalog/timeline-stops';
import { Ahead } from '@/components/layout/ahead';
import { BackLink } from '@/components/ui/back-link';
import { LinkButton } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Flag } from '@/components/ui/flag';
import { Page, SectionTitle } from '@/components/ui/page';
import { Price } from '@/components/ui/price';
import { Ticket } from '@/components/ui/ticket';
import { dataText } from '@/i18n/data-text';
import { placeOfPlan } from '@/i18n/place-name';
import { alternates, hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string; slug: string }> };

async function read({ params }: Props) {
  const { locale, slug } = await params;
  const [plan, messages, t, common] = await Promise.all([cachedPlan(slug), getMessages({ locale }), getTranslations({ locale, namespace: 'plan' }), getTranslations({ locale, namespace: 'common' })]);
  if (!plan) return null;
  const place = placeOfPlan(plan, locale, messages.common.regions);
  const data = dataText(plan, { locale, unlimited: common('unlimited'), notStated: t('dataNotStated') });
  return { locale, plan, place, words: { locale, t, common }, data, days: common('days', { count: plan.validityDays }) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await read(props);
  if (!found) return {};
  const { locale, plan, place, data, days } = found;
  return { title: `${place}: ${data}, ${days}`, alternates: alternates(locale, `/plans/${plan.slug}`) };
}

export default async function Plan(props: Props) {
  setRequestLocale((await props.params).locale);
  const found = await read(props);
  if (!found) notFound();
  const { locale, plan, place, words, data, days } = found;
  const { t } = words;
  const facts = planFacts(plan, words);
  return (
    <Page>
      <Ahead />
      <BackLink href={hrefIn(locale, `/destinations/${plan.destinationSlug}`)}>{t('back', { place })}</BackLink>
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)]">
        <div className="lg:self-start lg:tall:sticky lg:tall:top-8">
          <Ticket
            stub={
              <div className="flex flex-wrap items-center justify-between gap-4">
                <p><Price amountMinor={plan.priceMinor} currency={plan.currency} locale={locale} className="text-28 font-semibold" /><span className="block text-13 text-quiet">{t('wholePrice')}</span></p>
                {plan.isOnSale ? <LinkButton href={`${hrefIn(locale, '/checkout')}?plan=${plan.slug}`} rel="nofollow">{t('buy')}</LinkButton> : <span className="font-semibold text-warn">{t('offSale')}</span>}
              </div>
            }
          >
            <h1>
              <span className="flex items-center gap-3 text-17 font-semibold"><Flag code={plan.countryCode} />{place}</span>
              <span className={`mt-6 block text-40 font-semibold tracking-tight min-[380px]:text-56 ${plan.dataMegabytes ? 'figures' : ''}`}>{data}</span>
              <span className="figures block text-28">{days}</span>
            </h1>
            <p className="mt-4 text-13 text-quiet">{[plan.operatorName ?? t('operatorNotStated'), plan.coverageCount > 1 ? t('coverage', { count: plan.coverageCount }) : null].filter(Boolean).join(' · ')}</p>
          </Ticket>
          <PlanTimeline label={t('timeline')} startsOn={startsOn(plan)} stops={timelineStops(plan, { t, place, days })} />
        </div>
        <div>
          <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 className="text-21 font-semibold tracking-tight">{t('facts')}</h2>
            <p className="text-13 text-quiet">{t('stated', { stated: facts.stated, all: facts.rows.length })}</p>
          </div>
          <Facts rows={facts.rows} />
          {plan.infoTexts.length > 0 ? (
            <>
              <h3 className="mt-8 mb-2 text-15 font-semibold">{t('operatorSays')}</h3>
              <ul lang="en" className="text-quiet">{plan.infoTexts.map((text) => <li key={text}>{text}</li>)}</ul>
            </>
          ) : null}
          <SectionTitle>{t('coverage', { count: plan.coverageCount })}</SectionTitle>
          <DotWorld lit={plan.coverage.map((entry) => entry.countryCode)} isClose className="mb-6 w-full" />
          <CoverageList coverage={toCoverageLines(plan.coverage, locale)} notStated={t('networkNotStated')} />
        </div>
      </div>
    </Page>
  );
}

import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { cachedPlan } from '@/app/[locale]/(shop)/cached-catalog';
import { CoverageList } from '@/components/catalog/coverage-list';
import { DotWorld } from '@/components/catalog/dot-world';
import { placeName } from '@/components/catalog/place-name';
import { planFacts } from '@/components/catalog/plan-facts';
import { dataText } from '@/components/catalog/plan-figures';
import { LinkButton } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Flag } from '@/components/ui/flag';
import { Notice } from '@/components/ui/notice';
import { Page, SectionTitle } from '@/components/ui/page';
import { Price } from '@/components/ui/price';
import { hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const revalidate = 86_400;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string; slug: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale, slug } = await params;
  const plan = await cachedPlan(slug);
  if (!plan) return {};
  return { title: `${placeName({ countryCode: plan.countryCode, name: plan.destinationName }, locale)}: ${plan.title}` };
}

export default async function Plan({ params }: Props) {
  const { locale, slug } = await params;
  setRequestLocale(locale);
  const plan = await cachedPlan(slug);
  if (!plan) notFound();
  const [t, common] = await Promise.all([getTranslations('plan'), getTranslations('common')]);
  const place = placeName({ countryCode: plan.countryCode, name: plan.destinationName }, locale);
  const words = { locale, unlimited: common('unlimited'), notStated: common('notStated') };
  const translate = (key: string, values?: Record<string, string | number>) => t(key, values);
  return (
    <Page>
      <nav className="mb-6 text-15"><a className="underline underline-offset-4" href={hrefIn(locale, `/destinations/${plan.destinationSlug}`)}>{t('back', { place })}</a></nav>
      <div className="grid gap-10 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <div className="lg:sticky lg:top-6 lg:self-start">
          <article className="rounded-card border border-line bg-raised">
            <div className="p-6">
              <p className="flex items-center gap-3 text-15"><Flag code={plan.countryCode} /> {place}</p>
              <h1 className="mt-4"><span className="figures text-40 font-semibold">{dataText(plan, words)}</span><span className="figures mt-1 block text-21">{common('days', { count: plan.validityDays })}</span></h1>
              <p className="mt-3 text-13 text-quiet">{plan.operatorName ?? t('operatorNotStated')}</p>
            </div>
            <div className="tear" />
            <div className="flex flex-wrap items-center justify-between gap-4 p-6">
              <Price amountMinor={plan.priceMinor} currency={plan.currency} locale={locale} className="text-28 font-semibold" />
              {plan.isOnSale ? <LinkButton href={`${hrefIn(locale, '/checkout')}?plan=${plan.slug}`} rel="nofollow">{t('buy')}</LinkButton> : <span className="font-semibold text-warn">{t('offSale')}</span>}
            </div>
          </article>
          <ol className="mt-6 grid grid-cols-4 gap-2" aria-label={t('timeline')}>
            {(['bought', 'installed', 'connected', 'ends'] as const).map((step) => (
              <li key={step} className="border-t-2 border-ink pt-2 text-13"><span className="font-semibold">{t(`step.${step}`)}</span></li>
            ))}
          </ol>
          <p className="mt-3 text-13 text-quiet">{t('starts', { policy: translate(`startsOn.${plan.activationPolicy ?? 'unknown'}`) })}</p>
        </div>
        <div>
          <h2 className="mb-4 text-21 font-semibold tracking-tight">{t('facts')}</h2>
          <Facts rows={planFacts(plan, translate, common('notStated'))} />
          {plan.infoTexts.length > 0 ? <div className="mt-6"><Notice title={t('operatorSays')}><ul className="mt-1 list-disc ps-5">{plan.infoTexts.map((text) => <li key={text}>{text}</li>)}</ul></Notice></div> : null}
          <SectionTitle>{t('coverage', { count: plan.coverageCount })}</SectionTitle>
          <DotWorld lit={plan.coverage.map((entry) => entry.countryCode)} className="mb-6 w-full" />
          <CoverageList coverage={plan.coverage} locale={locale} notStated={t('networkNotStated')} />
        </div>
      </div>
    </Page>
  );
}

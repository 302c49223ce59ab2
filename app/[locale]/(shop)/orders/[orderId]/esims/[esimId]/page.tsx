import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { Suspense } from 'react';
import { BundleList } from '@/components/esims/bundle-list';
import { ProviderSteps } from '@/components/esims/provider-steps';
import { Remaining } from '@/components/esims/remaining';
import { RemainingInWaiting } from '@/components/esims/remaining-in-waiting';
import { TopUpList, TopUpsInWaiting } from '@/components/esims/top-up-list';
import { BackLink } from '@/components/ui/back-link';
import { LinkButton } from '@/components/ui/button';
import { Flag } from '@/components/ui/flag';
import { Notice } from '@/components/ui/notice';
import { Page, SectionTitle } from '@/components/ui/page';
import { placeOfPlan } from '@/i18n/place-name';
import { hrefIn } from '@/i18n/routing';
import { getViewer } from '@/lib/auth/viewer';
import { readEsimBundles, readEsimSteps, readEsimUsage, readTopUpOffers } from '@/lib/esims/esim-readings';
import { openEsimForViewer, type OpenEsim } from '@/lib/esims/open-esim';
import { findOrderForViewer } from '@/lib/orders/queries';

type Props = { params: Promise<{ locale: string; orderId: string; esimId: string }> };
type Shown = { esim: OpenEsim; here: string; locale: string };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'esim' }))('pageTitle'), robots: { index: false } };
}

const msSince = (moment: Date) => Date.now() - moment.getTime();

async function Usage({ esim, here }: Shown) {
  const [t, usage] = await Promise.all([getTranslations('esim'), readEsimUsage(esim)]);
  if (usage) return <Remaining usage={usage.value} isStale={usage.isStale} ageMs={msSince(usage.value.measuredAt)} />;
  return (
    <Notice title={t('noUsageTitle')}>
      <p>{t('noUsage')}</p>
      <LinkButton look="plain" href={here} className="mt-3">{t('again')}</LinkButton>
    </Notice>
  );
}

async function Bundles({ esim }: Shown) {
  const [t, bundles] = await Promise.all([getTranslations('esim'), readEsimBundles(esim)]);
  if (!bundles) return null;
  return <><SectionTitle>{t('bundles')}</SectionTitle><BundleList bundles={bundles.value} /></>;
}

async function TopUps({ esim, here, plansHref }: Shown & { plansHref: string }) {
  const [t, offers] = await Promise.all([getTranslations('esim'), readTopUpOffers(esim)]);
  const choices = offers?.value.map(({ cost, ...offer }) => ({ ...offer, currency: cost.currency })) ?? [];
  return (
    <>
      <SectionTitle id="top-up">{t('topUps')}</SectionTitle>
      {choices.length > 0 ? <><p className="measure mb-4 text-15 text-quiet">{t('topUpsLead')}</p><TopUpList choices={choices} hrefOf={(id) => `${here}/top-up?package=${encodeURIComponent(id)}`} /></> : null}
      {choices.length === 0 ? <><p className="measure mb-4 text-15">{t(offers ? 'topUpsNone' : 'topUpsUnknown')}</p><LinkButton look="plain" href={plansHref}>{t('newEsim')}</LinkButton></> : null}
    </>
  );
}

async function Steps({ esim, locale }: Shown) {
  const [t, steps] = await Promise.all([getTranslations('esim'), readEsimSteps(esim, locale)]);
  return steps.length === 0 ? null : <><SectionTitle>{t('providerSteps')}</SectionTitle><ProviderSteps steps={steps} /></>;
}

export default async function EsimPage({ params }: Props) {
  const { locale, orderId, esimId } = await params;
  setRequestLocale(locale);
  const viewer = await getViewer();
  const [order, esim] = await Promise.all([findOrderForViewer(orderId, viewer), openEsimForViewer(esimId, viewer)]);
  const line = order?.lines.find(({ id }) => id === esim?.lineId);
  if (!order || !esim || !line) notFound();
  const [t, { common }] = await Promise.all([getTranslations('esim'), getMessages()]);
  const { snapshot } = line;
  const orderHref = hrefIn(locale, `/orders/${order.id}`);
  const shown: Shown = { esim, locale, here: `${orderHref}/esims/${esim.id}` };
  return (
    <Page narrow>
      <BackLink href={orderHref}>{t('back')}</BackLink>
      <header className="mb-8">
        <h1 className="flex items-center gap-3 text-28 font-semibold tracking-tight sm:text-40">
          <Flag code={snapshot.countryCode} />{placeOfPlan(snapshot, locale, common.regions)}
        </h1>
        <p className="figures mt-2 text-15 text-quiet">{t('iccid', { last4: esim.iccidLast4 })}</p>
      </header>
      <Suspense fallback={<RemainingInWaiting />}><Usage {...shown} /></Suspense>
      <Suspense fallback={<TopUpsInWaiting title={t('topUps')} />}><TopUps {...shown} plansHref={hrefIn(locale, `/destinations/${snapshot.destinationSlug}`)} /></Suspense>
      <Suspense fallback={null}><Bundles {...shown} /></Suspense>
      <Suspense fallback={null}><Steps {...shown} /></Suspense>
    </Page>
  );
}

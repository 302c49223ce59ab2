import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { startTopUp } from '@/app/[locale]/(shop)/orders/[orderId]/esims/[esimId]/top-up/actions';
import { TopUpForm } from '@/components/checkout/top-up-form';
import { BackLink } from '@/components/ui/back-link';
import { LinkButton } from '@/components/ui/button';
import { Page, PageTitle } from '@/components/ui/page';
import { dataText } from '@/i18n/data-text';
import { placeOfPlan } from '@/i18n/place-name';
import { DEFAULT_LOCALE, hrefIn, isLocale } from '@/i18n/routing';
import { getViewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { readTopUpOffers } from '@/lib/esims/esim-readings';
import { openEsimForViewer } from '@/lib/esims/open-esim';
import { currentAttempt } from '@/lib/orders/attempt';
import { topUpSlug } from '@/lib/orders/place-top-up';
import { findOrderForViewer } from '@/lib/orders/queries';

type Props = { params: Promise<{ locale: string; orderId: string; esimId: string }>; searchParams: Promise<{ package?: string | string[] }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'esim' }))('topUpTitle'), robots: { index: false } };
}

export default async function TopUp({ params, searchParams }: Props) {
  const [{ locale, orderId, esimId }, { package: wanted }, viewer] = await Promise.all([params, searchParams, getViewer()]);
  setRequestLocale(locale);
  const [order, esim] = await Promise.all([findOrderForViewer(orderId, viewer), openEsimForViewer(esimId, viewer)]);
  const line = order?.lines.find(({ id }) => id === esim?.lineId);
  if (!order || !esim || !line) notFound();
  const [t, common, messages, offers, request] = await Promise.all([getTranslations('esim'), getTranslations('common'), getMessages(), readTopUpOffers(esim), headers()]);
  const esimHref = hrefIn(locale, `/orders/${order.id}/esims/${esim.id}`);
  const offer = offers?.value.find(({ providerPlanId }) => providerPlanId === wanted);
  if (!offer) {
    return (
      <Page narrow>
        <PageTitle lead={t(offers ? 'topUpGone' : 'topUpsUnknown')}>{t(offers ? 'topUpGoneTitle' : 'topUpsUnknownTitle')}</PageTitle>
        <LinkButton href={`${esimHref}#top-up`}>{t('seeRemaining')}</LinkButton>
      </Page>
    );
  }
  const slug = topUpSlug(esim.id, offer.providerPlanId);
  const attempt = await currentAttempt(request.get('x-browser-id') ?? '', slug);
  const { snapshot } = line;
  const place = placeOfPlan(snapshot, locale, messages.common.regions);
  const data = dataText(offer, { locale, unlimited: common('unlimited'), notStated: common('notStated') });
  return (
    <Page narrow>
      <BackLink href={`${esimHref}#top-up`}>{t('pageTitle')}</BackLink>
      <PageTitle lead={t('topUpsLead')}>{t('topUpTitle')}</PageTitle>
      <TopUpForm
        wish={{ esimId: esim.id, providerPlanId: offer.providerPlanId }} start={startTopUp} attempt={attempt}
        plan={{ slug, currency: offer.cost.currency }} unitPriceMinor={offer.priceMinor} locale={isLocale(locale) ? locale : DEFAULT_LOCALE} email={order.email}
        ticket={{ countryCode: snapshot.countryCode, place, lines: [data, common('days', { count: offer.validityDays }), t('iccid', { last4: esim.iccidLast4 })] }}
        otherPlansHref={`${esimHref}#top-up`} returnPath={hrefIn(locale, '/orders')} words={{ ...messages.checkout.form, terms: t('topUpTerms') }}
        stripe={{ publishableKey: env().STRIPE_PUBLISHABLE_KEY, emulatorUrl: env().STRIPE_API_URL ?? null }}
      />
    </Page>
  );
}

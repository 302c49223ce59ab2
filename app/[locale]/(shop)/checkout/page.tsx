import { headers } from 'next/headers';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { startCheckout } from '@/app/[locale]/(shop)/checkout/actions';
import { OrderForm } from '@/components/checkout/order-form';
import { LinkButton } from '@/components/ui/button';
import { Page, PageTitle } from '@/components/ui/page';
import { dataText } from '@/i18n/data-text';
import { placeOfPlan } from '@/i18n/place-name';
import { DEFAULT_LOCALE, hrefIn, isLocale } from '@/i18n/routing';
import { getViewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';
import { currentAttempt } from '@/lib/orders/attempt';
import { findSellablePlan } from '@/lib/orders/plan-snapshot';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<{ plan?: string | string[] }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'checkout' }))('title'), robots: { index: false } };
}

export default async function Checkout({ params, searchParams }: Props) {
  const [{ locale }, { plan: wanted }] = await Promise.all([params, searchParams]);
  setRequestLocale(locale);
  const [t, common, messages] = await Promise.all([getTranslations('checkout'), getTranslations('common'), getMessages()]);
  const plan = typeof wanted === 'string' ? await findSellablePlan(wanted.slice(0, 200)) : null;
  if (!plan) {
    return (
      <Page narrow>
        <PageTitle lead={t('goneLead')}>{t('goneTitle')}</PageTitle>
        <LinkButton href={hrefIn(locale, '/destinations')}>{t('goneAction')}</LinkButton>
      </Page>
    );
  }
  const [viewer, request] = await Promise.all([getViewer(), headers()]);
  const attempt = await currentAttempt(request.get('x-browser-id') ?? '', plan.snapshot.slug);
  const { snapshot } = plan;
  const place = placeOfPlan(snapshot, locale, messages.common.regions);
  return (
    <Page narrow>
      <PageTitle>{t('title')}</PageTitle>
      <OrderForm
        plan={{ slug: snapshot.slug, currency: plan.currency }} unitPriceMinor={plan.priceMinor} attempt={attempt} locale={isLocale(locale) ? locale : DEFAULT_LOCALE} email={viewer.email ?? ''}
        ticket={{ countryCode: snapshot.countryCode, place, lines: [dataText(snapshot, { locale, unlimited: common('unlimited'), notStated: common('notStated') }), common('days', { count: snapshot.validityDays })] }}
        otherPlansHref={hrefIn(locale, `/destinations/${snapshot.destinationSlug}`)}
        returnPath={hrefIn(locale, '/orders')} words={messages.checkout.form} start={startCheckout}
        stripe={{ publishableKey: env().STRIPE_PUBLISHABLE_KEY, emulatorUrl: env().STRIPE_API_URL ?? null }}
      />
    </Page>
  );
}

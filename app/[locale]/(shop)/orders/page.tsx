import { getTranslations, setRequestLocale } from 'next-intl/server';
import { sendOrderLink } from '@/app/[locale]/(shop)/orders/actions';
import { LookUpForm } from '@/components/orders/look-up-form';
import { Page, PageTitle } from '@/components/ui/page';

export const dynamic = 'force-dynamic';

export default async function LookUp({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  setRequestLocale(locale);
  const t = await getTranslations('order');
  return (
    <Page narrow>
      <PageTitle lead={t('lookUpLead')}>{t('lookUpTitle')}</PageTitle>
      <LookUpForm
        send={sendOrderLink}
        words={{ number: t('lookUpNumber'), email: t('lookUpEmail'), send: t('lookUpSend'), sent: t('lookUpSent'), tooMany: t('lookUpTooMany'), invalid: t('lookUpInvalid') }}
      />
    </Page>
  );
}

import { getTranslations, setRequestLocale } from 'next-intl/server';
import { sendOrderLink } from '@/app/[locale]/(shop)/orders/actions';
import { LookUpForm } from '@/components/orders/look-up-form';
import { Page, PageTitle } from '@/components/ui/page';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'order' }))('lookUpTitle'), robots: { index: false } };
}

export default async function LookUp({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const t = await getTranslations('order');
  return (
    <Page narrow>
      <PageTitle lead={t('lookUpLead')}>{t('lookUpTitle')}</PageTitle>
      <LookUpForm
        send={sendOrderLink}
        words={{
          number: t('lookUpNumber'), numberHint: t('lookUpNumberHint'), numberMissing: t('lookUpNumberMissing'), email: t('lookUpEmail'), emailMissing: t('lookUpEmailMissing'),
          send: t('lookUpSend'), sending: t('lookUpSending'), sent: t('lookUpSent'), tooMany: t('lookUpTooMany'), failed: t('lookUpFailed'),
        }}
      />
    </Page>
  );
}

import { getTranslations, setRequestLocale } from 'next-intl/server';
import { OpenOrder } from '@/components/orders/open-order';
import { Page } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

type Props = { params: Promise<{ locale: string; orderId: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'order' }))('pageTitle'), robots: { index: false } };
}

export default async function OpenOrderPage({ params }: Props) {
  const { locale, orderId } = await params;
  setRequestLocale(locale);
  const t = await getTranslations('order');
  return (
    <Page narrow>
      <OpenOrder
        orderId={orderId} orderHref={hrefIn(locale, `/orders/${encodeURIComponent(orderId)}`)} lookUpHref={hrefIn(locale, '/orders')}
        words={{ opening: t('opening'), failedTitle: t('openFailedTitle'), failed: t('openFailed'), lookUp: t('lookUpAction'), unreachableTitle: t('openUnreachableTitle'), unreachable: t('openUnreachable'), again: t('again') }}
      />
    </Page>
  );
}

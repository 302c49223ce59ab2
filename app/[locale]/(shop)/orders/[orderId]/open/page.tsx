import { getTranslations, setRequestLocale } from 'next-intl/server';
import { OpenOrder } from '@/components/orders/open-order';
import { Page } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

export default async function OpenOrderPage({ params }: { params: Promise<{ locale: string; orderId: string }> }) {
  const { locale, orderId } = await params;
  setRequestLocale(locale);
  const t = await getTranslations('order');
  return (
    <Page narrow>
      <OpenOrder
        orderId={orderId} orderHref={hrefIn(locale, `/orders/${encodeURIComponent(orderId)}`)} lookUpHref={hrefIn(locale, '/orders')}
        words={{ opening: t('opening'), failedTitle: t('openFailedTitle'), failed: t('openFailed'), lookUp: t('lookUpAction') }}
      />
    </Page>
  );
}

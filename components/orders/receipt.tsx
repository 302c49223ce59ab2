import { useLocale, useMessages, useTranslations } from 'next-intl';
import { Facts } from '@/components/ui/facts';
import { Price } from '@/components/ui/price';
import { placeOfPlan } from '@/i18n/place-name';
import { planName } from '@/i18n/plan-name';
import type { OrderForViewer } from '@/lib/orders/queries';

/** What was ordered, paid and given back. */
export function Receipt({ order }: { order: OrderForViewer }) {
  const [t, common] = [useTranslations('order'), useTranslations('common')];
  const { regions } = useMessages().common;
  const locale = useLocale();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const price = (amountMinor: number, className = '') => <Price amountMinor={amountMinor} currency={order.currency} locale={locale} className={className} />;
  return (
    <Facts
      rows={[
        { label: t('number_'), value: <span className="figures" data-testid="order-number">{order.number}</span> },
        ...order.lines.map((line) => ({
          label: placeOfPlan(line.snapshot, locale, regions),
          value: <>{line.quantity} × {planName(line.snapshot, { locale, common })}, {price(line.unitPriceMinor)}</>,
        })),
        { label: t(order.paidAt ? 'total' : 'toPay'), value: price(order.totalMinor, 'font-semibold') },
        ...(order.refundedMinor > 0 ? [{ label: t(order.isRefundPending ? 'refundUnderWay' : 'refunded'), value: price(order.refundedMinor, 'font-semibold') }] : []),
        { label: t(order.paidAt ? 'sentTo' : 'lookUpEmail'), value: order.email },
        ...(order.paidAt ? [{ label: t('paidAt'), value: <time dateTime={order.paidAt.toISOString()}>{date.format(order.paidAt)} UTC</time> }] : []),
      ]}
    />
  );
}

import { useLocale, useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';
import { formatMoney } from '@/lib/money';
import type { OrderForViewer } from '@/lib/orders/queries';

export type OrderMood = 'paying' | 'processing' | 'payment-failed' | 'preparing' | 'ready' | 'refused' | 'expired' | 'review';

/** Which of the few things the page can say is true now. */
export function moodOf(order: OrderForViewer): OrderMood {
  switch (order.status) {
    case 'AWAITING_PAYMENT':
      return order.paymentFailure ? 'payment-failed' : order.isPaymentProcessing ? 'processing' : 'paying';
    case 'PAID':
    case 'FULFILLING':
      return 'preparing';
    case 'FULFILLED':
      return 'ready';
    case 'NEEDS_REVIEW':
      return 'review';
    case 'CANCELLED':
      return order.paidAt ? 'refused' : 'expired';
  }
}

/** What happened, whether money moved, what comes next. */
export function OrderState({ order }: { order: OrderForViewer }) {
  const t = useTranslations('order');
  const locale = useLocale();
  const mood = moodOf(order);
  const amount = formatMoney(order.refundedMinor || order.totalMinor, order.currency, locale);
  const plan = order.lines[0]?.snapshot.slug;
  const reason = order.refusal?.reason === 'not-enough-stock' || order.refusal?.reason === 'plan-withdrawn' ? order.refusal.reason : 'other';
  return (
    <div data-testid="order-state" data-mood={mood}>
      <PageTitle lead={t(`state.${mood}.lead`, { amount, email: order.email })}>{t(`state.${mood}.title`)}</PageTitle>
      {mood === 'refused' ? (
        <Notice tone="warn" title={t('refusedWhy')}>
          {t(`refusal.${reason}`)} {order.refusal?.availableQuantity === undefined ? null : t('refusal.available', { count: order.refusal.availableQuantity })}
        </Notice>
      ) : null}
      {(mood === 'payment-failed' || mood === 'expired') && plan ? <LinkButton href={`${hrefIn(locale, '/checkout')}?plan=${plan}`}>{t('payAgain')}</LinkButton> : null}
    </div>
  );
}

import { useLocale, useTranslations } from 'next-intl';
import { missingOf, moodOf } from '@/components/orders/order-mood';
import { OrderSteps } from '@/components/orders/order-steps';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';
import { formatMoney } from '@/lib/money';
import type { OrderForViewer } from '@/lib/orders/queries';

/** What happened, whether money moved, what comes next. */
export function OrderState({ order }: { order: OrderForViewer }) {
  const t = useTranslations('order');
  const locale = useLocale();
  const mood = moodOf(order);
  const money = (amountMinor: number) => formatMoney(amountMinor, order.currency, locale);
  const count = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const missing = missingOf(order);
  const isGone = mood === 'refused' || mood === 'refunded';
  const [line] = order.lines;
  const plan = line?.snapshot;
  const isTopUp = Boolean(line?.topUp);
  const isOwnWords = isTopUp && (mood === 'preparing' || mood === 'ready');
  const esimHref = line?.topUp ? hrefIn(locale, `/orders/${line.topUp.orderId}/esims/${line.topUp.esimId}`) : null;
  const checkoutHref = esimHref && line ? `${esimHref}/top-up?package=${encodeURIComponent(line.providerPlanId)}` : `${hrefIn(locale, '/checkout')}?plan=${plan?.slug ?? ''}`;
  const words = (part: 'title' | 'lead') => (isOwnWords ? `topUp.${mood}.${part}` as const : `state.${mood}.${part}` as const);
  const title = missing > 0 ? t('missing.title', { came: count - missing, count }) : t(words('title'), { count });
  const reason = order.refusal?.reason === 'not-enough-stock' || order.refusal?.reason === 'plan-withdrawn' ? order.refusal.reason : 'other';
  return (
    <div data-testid="order-state" data-mood={mood} className="mb-8">
      <OrderSteps mood={mood} />
      <div aria-live="polite">
        <PageTitle lead={t(words('lead'), { amount: money(isGone ? order.refundedMinor || order.totalMinor : order.totalMinor), email: order.email, count: count - missing })}>
          {title}
        </PageTitle>
      </div>
      {isGone ? (
        <div className="measure mb-6">
          <Notice tone="warn" title={t('refusedWhy')}>
            {t(`refusal.${reason}`)} {order.refusal?.availableQuantity === undefined ? null : t('refusal.available', { count: order.refusal.availableQuantity })}
          </Notice>
        </div>
      ) : null}
      {missing > 0 && (order.reviewOpened || order.refundedMinor === 0) ? (
        <div className="measure mb-6"><Notice tone="warn" title={t('missing.notice', { missing })}>{t(order.reviewOpened ? 'missing.open' : 'missing.closed', { missing, email: order.email })}</Notice></div>
      ) : null}
      {mood === 'ready' && order.refundedMinor > 0 ? <div className="measure"><Notice title={t('partlyRefundedTitle')}>{t('partlyRefunded', { amount: money(order.refundedMinor) })}</Notice></div> : null}
      {(mood === 'payment-failed' || mood === 'expired') && plan ? <LinkButton href={checkoutHref}>{t('payAgain')}</LinkButton> : null}
      {mood === 'paying' && plan ? <LinkButton look="plain" href={checkoutHref}>{t('backToPayment')}</LinkButton> : null}
      {mood === 'ready' && esimHref ? <LinkButton href={esimHref}>{t('topUp.open')}</LinkButton> : null}
      {isGone && plan ? <LinkButton look="plain" href={hrefIn(locale, `/destinations/${plan.destinationSlug}`)}>{t('otherPlans')}</LinkButton> : null}
    </div>
  );
}

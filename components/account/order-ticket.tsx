import { useMessages, useTranslations } from 'next-intl';
import { Flag } from '@/components/ui/flag';
import { Price } from '@/components/ui/price';
import { placeOfPlan } from '@/i18n/place-name';
import { planName } from '@/i18n/plan-name';
import type { listOrdersForCustomer } from '@/lib/orders/queries';

export type OrderTicketProps = { order: Awaited<ReturnType<typeof listOrdersForCustomer>>[number]; locale: string; href: string };

const DOTS: Record<string, string> = { FULFILLED: 'bg-good', NEEDS_REVIEW: 'bg-warn', CANCELLED: 'bg-quiet' };

/** One order as a ticket: what was bought above the tear, what was paid below. */
export function OrderTicket({ order, locale, href }: OrderTicketProps) {
  const [t, common] = [useTranslations('account'), useTranslations('common')];
  const { regions } = useMessages().common;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(order.createdAt);
  return (
    <article className="relative flex h-full flex-col rounded-card border border-line bg-raised transition duration-150 ease-out hover:border-quiet">
      <div className="grow px-5 pt-4 pb-5">
        <p className="mb-3 flex items-center gap-2 text-13 text-quiet">
          <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[order.status] ?? 'bg-signal'}`} />
          {t(`status.${order.status}`)}
        </p>
        {order.lines.map(({ snapshot, quantity }) => (
          <div key={snapshot.slug} className="flex items-start gap-3">
            {snapshot.countryCode ? <span className="mt-1.5"><Flag code={snapshot.countryCode} /></span> : null}
            <div className="min-w-0">
              <h2 className="text-17 font-semibold">{placeOfPlan(snapshot, locale, regions)}</h2>
              <p className="text-quiet">{t('lineText', { quantity, title: planName(snapshot, { locale, common }) })}</p>
            </div>
          </div>
        ))}
      </div>
      <div className="tear" />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 py-4">
        <a href={href} aria-label={t('orderNumber', { number: order.number })} className="figures text-15 font-semibold underline underline-offset-4 after:absolute after:inset-0">{order.number}</a>
        <span className="text-13 text-quiet">{date}</span>
        <Price amountMinor={order.totalMinor} currency={order.currency} locale={locale} />
      </div>
    </article>
  );
}

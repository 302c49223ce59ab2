import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { close, openAnswer, readAgain, refund, sendAgain, startAgain } from '@/app/[locale]/admin/orders/[orderId]/actions';
import { actionWords } from '@/components/admin/action-words';
import { AdminSection, AdminTitle } from '@/components/admin/admin-frame';
import { Moment, momentText } from '@/components/admin/moment';
import { OrderActions } from '@/components/admin/order-actions';
import { EmailTable, EsimTable, MoneyTable, PurchaseTable } from '@/components/admin/order-tables';
import { orderTimeline } from '@/components/admin/order-timeline';
import { reasonWord } from '@/components/admin/reason-word';
import { State } from '@/components/admin/state';
import { Timeline } from '@/components/admin/timeline';
import { Notice } from '@/components/ui/notice';
import { Price } from '@/components/ui/price';
import { hrefIn } from '@/i18n/routing';
import { findOrderForStaff } from '@/lib/orders/staff-queries';
import { staffOfPage } from '@/lib/web/page';

export default async function AdminOrderPage({ params }: { params: Promise<{ locale: string; orderId: string }> }) {
  const { locale, orderId } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, { admin }, words, order] = await Promise.all([getTranslations('admin'), getMessages(), actionWords(), findOrderForStaff(orderId)]);
  if (!order) notFound();
  const facts = [
    { label: t('customer'), value: <span className="break-all">{order.email}</span> },
    { label: t('total'), value: <Price amountMinor={order.totalMinor} currency={order.currency} locale={locale} /> },
    { label: t('lines'), value: order.lines.map((line) => <span key={line.id} className="block">{line.quantity} × {line.snapshot.title}, {line.snapshot.destinationName} <span className="text-quiet">({line.providerId})</span></span>) },
    { label: t('placed'), value: <Moment at={order.createdAt} locale={locale} never={t('never')} /> },
    { label: t('paidAt'), value: <Moment at={order.paidAt} locale={locale} never={t('never')} /> },
    { label: t('deliveredAt'), value: <Moment at={order.fulfilledAt} locale={locale} never={t('never')} /> },
    { label: t('locale'), value: order.locale },
  ];
  return (
    <>
      <AdminTitle note={<State value={order.status} />}><span>{t('orderTitle', { number: order.number })}</span></AdminTitle>
      {order.reviewReasons.length > 0 ? (
        <Notice tone="warn" title={t('caseOpen', { reason: order.reviewReasons.map((reason) => reasonWord(reason, admin)).join(', ') })}>
          {order.reviewOpenedAt ? <p className="text-13 text-quiet">{t('caseSince', { time: momentText(order.reviewOpenedAt, locale) })} <span className="figures">{order.reviewReasons.join(' · ')}</span></p> : null}
        </Notice>
      ) : null}
      <div className="grid gap-x-10 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0">
          <dl className="mt-4 grid gap-x-6 gap-y-3 border-t border-line pt-3 text-13 sm:grid-cols-3">
            {facts.map(({ label, value }) => <div key={label}><dt className="text-quiet">{label}</dt><dd>{value}</dd></div>)}
          </dl>
          <AdminSection title={t('timeline')}><Timeline entries={orderTimeline(order, { locale, words: admin })} locale={locale} /></AdminSection>
          <PurchaseTable order={order} locale={locale} openAnswer={openAnswer} />
          <MoneyTable order={order} locale={locale} />
          <EsimTable order={order} locale={locale} hrefOf={(esimId) => hrefIn(locale, `/admin/orders/${order.id}/esims/${esimId}`)} />
          <EmailTable order={order} locale={locale} />
        </div>
        <aside aria-label={t('actions')}>
          <h2 className="mt-8 mb-2 text-15 font-semibold lg:mt-4">{t('actions')}</h2>
          <OrderActions order={order} locale={locale} words={words} actions={{ startAgain, readAgain, sendAgain, refund, close }} />
        </aside>
      </div>
    </>
  );
}

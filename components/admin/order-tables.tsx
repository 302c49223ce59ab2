import { useMessages, useTranslations, type Messages } from 'next-intl';
import { Price } from '@/components/ui/price';
import type { OrderForStaff } from '@/lib/orders/staff-queries';
import { AdminSection } from './admin-frame';
import { KeptAnswer, type KeptAnswerProps } from './kept-answer';
import { Moment } from './moment';
import { nameOf, refundReason, type ReasonWords } from './reason-word';
import { State } from './state';
import { Table, type Column } from './table';

export type OrderTablesProps = { order: OrderForStaff; locale: string };

const Code = ({ children }: { children: string | null }) => <span className="figures inline-block min-w-32 max-w-64 break-all">{children ?? '–'}</span>;

type Purchase = OrderForStaff['lines'][number]['purchases'][number];

export function PurchaseTable({ order, locale, openAnswer }: OrderTablesProps & { openAnswer: KeptAnswerProps['open'] }) {
  const t = useTranslations('admin');
  const purchases = order.lines.flatMap((line) => line.purchases);
  const words = { label: t('answer'), show: t('answerShow'), hide: t('answerHide'), working: t('working'), failed: t('answerFailed') };
  const columns: Column<Purchase>[] = [
    { key: 'status', label: t('status'), cell: ({ status }) => <State value={status} /> },
    { key: 'provider', label: t('provider'), cell: ({ providerId, providerPlanId, quantity }) => <>{providerId}<span className="figures block min-w-40 text-quiet">{quantity} × {providerPlanId}</span></> },
    { key: 'reference', label: t('reference'), cell: ({ reference }) => <Code>{reference}</Code> },
    { key: 'order', label: t('providerOrder'), cell: ({ providerOrderId }) => <Code>{providerOrderId}</Code> },
    { key: 'asked', label: `${t('asked')} / ${t('settled')}`, cell: ({ sentAt, intendedAt, settledAt }) => <><Moment at={sentAt ?? intendedAt} locale={locale} never="–" /><br /><Moment at={settledAt} locale={locale} never="–" /></> },
    { key: 'lookUps', label: t('lookUps'), isFigure: true, cell: ({ lookUps }) => lookUps },
    { key: 'error', label: t('error'), cell: ({ errorCode }) => <Code>{errorCode}</Code> },
  ];
  return (
    <AdminSection title={t('purchases')}>
      <Table caption={t('purchases')} columns={columns} rows={purchases} keyOf={({ id }) => id} empty={t('purchasesEmpty')} />
      {purchases.filter(({ hasSealedAnswer }) => hasSealedAnswer).map(({ id }) => <KeptAnswer key={id} open={openAnswer} fixed={{ orderId: order.id, purchaseId: id }} words={words} />)}
    </AdminSection>
  );
}

type Movement = { id: string; kind: string; reference: string | null; status: string; amountMinor: number; currency: string; at: Date; note: string };

function movementsOf(order: OrderForStaff, words: ReasonWords & Pick<Messages['admin'], 'payment' | 'refund'>): Movement[] {
  return order.payments.flatMap((payment) => [
    {
      id: payment.id, kind: words.payment, reference: payment.paymentIntentId, status: payment.status, amountMinor: payment.amountMinor,
      currency: payment.currency, at: payment.succeededAt ?? payment.createdAt, note: payment.failureCode ?? '',
    },
    ...payment.refunds.map((refund) => ({
      id: refund.id, kind: words.refund, reference: refund.stripeRefundId, status: refund.status, amountMinor: -refund.amountMinor,
      currency: refund.currency, at: refund.settledAt ?? refund.createdAt, note: [refundReason(refund.reason, refund.requestedBy, words), refund.requestedBy].filter(Boolean).join(' · '),
    })),
  ]);
}

export function MoneyTable({ order, locale }: OrderTablesProps) {
  const t = useTranslations('admin');
  const { admin } = useMessages();
  const columns: Column<Movement>[] = [
    { key: 'kind', label: t('kind'), cell: ({ kind }) => kind },
    { key: 'status', label: t('status'), cell: ({ status }) => <State value={status} /> },
    { key: 'amount', label: t('amount'), isFigure: true, cell: ({ amountMinor, currency }) => <Price amountMinor={amountMinor} currency={currency} locale={locale} /> },
    { key: 'reference', label: 'Stripe', cell: ({ reference }) => <Code>{reference}</Code> },
    { key: 'time', label: t('time'), cell: ({ at }) => <Moment at={at} locale={locale} never="–" /> },
    { key: 'note', label: t('reason'), cell: ({ note }) => note },
  ];
  return (
    <AdminSection title={t('payments')}>
      <Table caption={t('payments')} columns={columns} rows={movementsOf(order, admin)} keyOf={({ id }) => id} empty={t('paymentsEmpty')} />
    </AdminSection>
  );
}

type Email = OrderForStaff['emails'][number];

export function EmailTable({ order, locale }: OrderTablesProps) {
  const t = useTranslations('admin');
  const { mails } = useMessages().admin;
  const columns: Column<Email>[] = [
    { key: 'template', label: t('template'), cell: ({ template }) => nameOf(template, mails) },
    { key: 'status', label: t('status'), cell: ({ status }) => <State value={status} /> },
    { key: 'to', label: t('to'), cell: ({ to }) => to },
    { key: 'time', label: t('time'), cell: ({ sentAt, claimedAt }) => <Moment at={sentAt ?? claimedAt} locale={locale} never="–" /> },
  ];
  return (
    <AdminSection title={t('emails')}>
      <Table caption={t('emails')} columns={columns} rows={order.emails} keyOf={({ id }) => id} empty={t('emailsEmpty')} />
    </AdminSection>
  );
}

type Esim = OrderForStaff['lines'][number]['esims'][number];

export function EsimTable({ order, locale, hrefOf }: OrderTablesProps & { hrefOf: (esimId: string) => string }) {
  const t = useTranslations('admin');
  const columns: Column<Esim>[] = [
    { key: 'iccid', label: t('esims'), cell: ({ id, iccidLast4 }) => <a href={hrefOf(id)} className="inline-flex min-h-11 items-center underline underline-offset-4">{t('masked', { last4: iccidLast4 })}</a> },
    { key: 'provider', label: t('provider'), cell: ({ providerId }) => providerId },
    { key: 'time', label: t('deliveredAt'), cell: ({ createdAt }) => <Moment at={createdAt} locale={locale} never="–" /> },
  ];
  return (
    <AdminSection title={t('esims')}>
      <Table caption={t('esims')} columns={columns} rows={order.lines.flatMap((line) => line.esims)} keyOf={({ id }) => id} empty={t('esimsEmpty')} />
    </AdminSection>
  );
}

import { useMessages, useTranslations } from 'next-intl';
import { Price } from '@/components/ui/price';
import { Moment } from './moment';
import { reasonWord } from './reason-word';
import { State } from './state';
import { Table, type Column } from './table';

export type OrderRow = {
  id: string;
  number: string;
  email: string;
  status: string;
  createdAt: Date;
  totalMinor: number;
  currency: string;
  reviewReasons: string[];
  reviewOpenedAt: Date | null;
  lines: { quantity: number; providerId: string; title: string }[];
};
export type OrderTableProps = { orders: OrderRow[]; locale: string; hrefOf: (id: string) => string; caption: string; empty: string; isCases?: boolean };

export function OrderTable({ orders, locale, hrefOf, caption, empty, isCases = false }: OrderTableProps) {
  const t = useTranslations('admin');
  const { admin } = useMessages();
  const columns: Column<OrderRow>[] = [
    { key: 'number', label: t('number'), cell: ({ id, number }) => <a href={hrefOf(id)} className="figures font-semibold underline underline-offset-4">{number}</a> },
    { key: 'status', label: t('status'), cell: ({ status }) => <State value={status} /> },
    ...(isCases ? [{ key: 'reason', label: t('reason'), cell: ({ reviewReasons }: OrderRow) => <ul className="min-w-52 space-y-1">{reviewReasons.map((reason) => <li key={reason}>{reasonWord(reason, admin)}</li>)}</ul> }] : []),
    { key: 'customer', label: t('customer'), cell: ({ email }) => email },
    { key: 'plan', label: t('plan'), cell: ({ lines }) => lines.map((line) => `${line.quantity} × ${line.title}`).join(', ') },
    { key: 'provider', label: t('provider'), cell: ({ lines }) => [...new Set(lines.map((line) => line.providerId))].join(', ') },
    { key: 'total', label: t('total'), isFigure: true, cell: ({ totalMinor, currency }) => <Price amountMinor={totalMinor} currency={currency} locale={locale} /> },
    { key: 'when', label: isCases ? t('since') : t('placed'), isFigure: true, cell: ({ createdAt, reviewOpenedAt }) => <Moment at={isCases ? reviewOpenedAt : createdAt} locale={locale} never={t('never')} /> },
  ];
  return <Table caption={caption} columns={columns} rows={orders} keyOf={({ id }) => id} empty={empty} />;
}

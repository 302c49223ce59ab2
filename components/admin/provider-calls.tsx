import { useTranslations } from 'next-intl';
import type { BasicReport } from '@/lib/operations/list-provider-reports';
import { Table, type Column } from './table';

type Call = BasicReport['calls'][number];

/** How the calls of the last hour went, per operation. */
export function ProviderCalls({ report, locale }: { report: BasicReport; locale: string }) {
  const t = useTranslations('admin');
  const figure = (key: string, label: string, cell: (call: Call) => string): Column<Call> => ({ key, label, isFigure: true, cell });
  const columns: Column<Call>[] = [
    { key: 'operation', label: t('operation'), cell: ({ operation }) => <span className="figures">{operation}</span> },
    figure('calls', t('callCount'), ({ calls }) => calls.toLocaleString(locale)),
    figure('failures', t('failures'), ({ failures }) => failures.toLocaleString(locale)),
    figure('share', t('errorRate'), ({ calls, failures }) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(failures / Math.max(1, calls))),
    figure('average', t('averageMs'), ({ averageMs }) => t('milliseconds', { count: averageMs })),
    figure('worst', t('worstMs'), ({ worstMs }) => t('milliseconds', { count: worstMs })),
  ];
  return (
    <>
      <h3 className="mb-2 mt-6 text-13 font-semibold">{t('calls')}</h3>
      <Table caption={`${report.displayName}: ${t('calls')}`} columns={columns} rows={report.calls} keyOf={({ operation }) => operation} empty={t('callsEmpty')} />
    </>
  );
}

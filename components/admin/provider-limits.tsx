import { useTranslations } from 'next-intl';
import type { BasicReport } from '@/lib/operations/list-provider-reports';
import { rateText } from './limit-text';
import { Table, type Column } from './table';

type Line = BasicReport['lines'][number];

/** What each limit allows, and how long a call that came now would wait behind those before it. */
export function ProviderLimits({ report, locale }: { report: BasicReport; locale: string }) {
  const t = useTranslations('admin');
  const seconds = (waitMs: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(waitMs / 1_000);
  const allowed = (line: Line) => {
    const { key, count, burst } = rateText(line);
    return `${t(`rate.${key}`, { count: count.toLocaleString(locale) })}${burst > 1 ? `, ${t('burst', { count: burst })}` : ''}`;
  };
  const waiting = ({ waitMs }: Line) => {
    if (waitMs === null) return t('lineOfEach');
    return waitMs < 50 ? t('lineEmpty') : t('lineWait', { seconds: seconds(waitMs) });
  };
  const columns: Column<Line>[] = [
    { key: 'what', label: t('limit'), cell: ({ purpose }) => t(`limitFor.${purpose}`) },
    { key: 'allows', label: t('allows'), cell: (line) => <span className="figures">{allowed(line)}</span> },
    { key: 'line', label: t('line'), cell: (line) => <span className="figures">{waiting(line)}</span> },
  ];
  return (
    <>
      <h3 className="mb-2 mt-6 text-13 font-semibold">{t('limits')}</h3>
      <Table caption={`${report.displayName}: ${t('limits')}`} columns={columns} rows={report.lines} keyOf={({ purpose }) => purpose} empty={t('limitsEmpty')} />
    </>
  );
}

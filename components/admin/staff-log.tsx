import { useTranslations } from 'next-intl';
import { Moment } from './moment';
import { Table, type Column } from './table';

export type LogEntry = { id: string; at: Date; actor: string; action: string; data: string };

/** What staff did about one thing, newest first. */
export function StaffLog({ entries, locale, empty }: { entries: LogEntry[]; locale: string; empty: string }) {
  const t = useTranslations('admin');
  const columns: Column<LogEntry>[] = [
    { key: 'time', label: t('time'), cell: ({ at }) => <Moment at={at} locale={locale} never="–" /> },
    { key: 'actor', label: t('actor'), cell: ({ actor }) => actor },
    { key: 'action', label: t('action'), cell: ({ action }) => <span className="figures">{action}</span> },
    { key: 'data', label: t('data'), cell: ({ data }) => <span className="figures inline-block min-w-40 break-words text-quiet">{data}</span> },
  ];
  return <Table caption={t('audit')} columns={columns} rows={entries} keyOf={({ id }) => id} empty={empty} />;
}

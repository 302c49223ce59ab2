import { useTranslations } from 'next-intl';
import type { BasicReport } from '@/lib/operations/list-provider-reports';
import { Moment } from './moment';
import { Table, type Column } from './table';

type Drift = BasicReport['drift'][number];
const KINDS = ['unknown-field', 'retyped', 'missing'] as const;
const kindOf = (kind: string) => KINDS.find((known) => known === kind) ?? 'unknown-field';

/** How its answers differ from the contract; shapes, never values. */
export function ProviderDrift({ report, locale }: { report: BasicReport; locale: string }) {
  const t = useTranslations('admin');
  const columns: Column<Drift>[] = [
    { key: 'breaking', label: t('kind'), cell: ({ isBreaking, kind }) => <span className="whitespace-nowrap"><span aria-hidden="true" className={`me-1.5 ${isBreaking ? 'text-bad' : 'text-quiet'}`}>{isBreaking ? '×' : '○'}</span>{t(isBreaking ? 'breaking' : 'harmless')}, {t(`driftKind.${kindOf(kind)}`)}</span> },
    { key: 'endpoint', label: t('endpoint'), cell: ({ endpoint }) => <span className="figures">{endpoint}</span> },
    { key: 'path', label: t('field'), cell: ({ path }) => <span className="figures break-all">{path}</span> },
    { key: 'example', label: t('example'), cell: ({ example }) => example },
    { key: 'first', label: t('firstSeen'), cell: ({ firstSeenAt }) => <Moment at={firstSeenAt} locale={locale} never="–" /> },
    { key: 'last', label: t('lastSeen'), cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} locale={locale} never="–" /> },
  ];
  return (
    <>
      <h3 className="mb-2 mt-6 text-13 font-semibold">{t('drift')}</h3>
      <Table caption={`${report.displayName}: ${t('drift')}`} columns={columns} rows={report.drift} keyOf={({ endpoint, kind, path }) => `${endpoint} ${kind} ${path}`} empty={t('driftEmpty')} />
    </>
  );
}

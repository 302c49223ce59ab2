import { useTranslations } from 'next-intl';
import { Moment } from '@/components/admin/moment';
import { Table, type Column } from '@/components/admin/table';
import { QuotaState, SimState } from '@/components/fleet/sim-state';
import type { SimRow } from '@/lib/fleet/search-sims';

/** One page of the fleet. */
export function SimTable({ sims, locale, empty, hrefOf }: { sims: SimRow[]; locale: string; empty: string; hrefOf: (iccid: string) => string }) {
  const t = useTranslations('fleet');
  const columns: Column<SimRow>[] = [
    { key: 'iccid', label: 'ICCID', cell: ({ iccid }) => <a className="figures underline underline-offset-4" href={hrefOf(iccid)}>{iccid}</a> },
    { key: 'label', label: t('label'), cell: ({ label }) => <span className="inline-block min-w-24 max-w-64 break-words">{label}</span> },
    { key: 'status', label: t('status'), cell: ({ isEnabled }) => <SimState isEnabled={isEnabled} /> },
    { key: 'quota', label: t('quota'), cell: ({ dataQuota }) => <QuotaState quota={dataQuota} /> },
    { key: 'owner', label: t('owner'), cell: ({ ownerEmail }) => ownerEmail },
    { key: 'seen', label: t('seen'), cell: ({ seenAt }) => <Moment at={seenAt} locale={locale} never="–" /> },
  ];
  return <Table caption={t('title')} columns={columns} rows={sims} keyOf={({ iccid }) => iccid} empty={empty} />;
}

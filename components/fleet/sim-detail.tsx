import { useTranslations } from 'next-intl';
import { Table } from '@/components/admin/table';
import { Facts } from '@/components/ui/facts';
import type { SimDetail as Detail } from '@/lib/fleet/read-sim';

type Quota = NonNullable<Detail['data']>;

/** What the operator says of a SIM this moment. */
export function SimDetail({ detail, locale }: { detail: Detail; locale: string }) {
  const t = useTranslations('fleet');
  const { connectivity, data, texts, usage } = detail;
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const left = (quota: Quota | null) => {
    if (!quota) return t('unknown');
    const { allowance, expiresAt } = quota;
    const until = expiresAt ? `, ${t('expires', { date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(expiresAt) })}` : '';
    if (allowance.isUnlimited || allowance.remaining === null) return t('unknown');
    return `${allowance.total === null ? number(allowance.remaining) : t('ofTotal', { left: number(allowance.remaining), total: number(allowance.total) })}${until}`;
  };
  const network = [connectivity?.operatorName, connectivity?.countryCode, connectivity?.radioType].filter(Boolean).join(', ');
  return (
    <>
      {connectivity ? null : <p className="mb-3 text-13 text-quiet">{t('noAnswer')}</p>}
      <Facts
        rows={[
          { label: t('connection'), value: [t(`connectionState.${connectivity?.state ?? 'unknown'}`), network].filter(Boolean).join(' · ') },
          { label: t('dataLeft'), value: <span className="figures">{data && !data.allowance.isUnlimited && data.allowance.remaining !== null ? `${left(data)} (MB)` : left(data)}</span> },
          { label: t('textsLeft'), value: <span className="figures">{left(texts)}</span> },
        ]}
      />
      <h2 className="mb-2 mt-8 text-15 font-semibold">{t('usage')}</h2>
      <Table
        caption={t('usage')} rows={usage} keyOf={({ date }) => date} empty={t('usageEmpty')}
        columns={[
          { key: 'date', label: t('date'), cell: ({ date }) => <span className="figures">{date}</span> },
          { key: 'data', label: t('used'), isFigure: true, cell: ({ dataMegabytes }) => t('megabytes', { count: number(dataMegabytes.received + dataMegabytes.sent) }) },
        ]}
      />
    </>
  );
}

import { useTranslations } from 'next-intl';
import { DenseFacts } from '@/components/admin/dense-facts';
import { momentText } from '@/components/admin/moment';
import { Table } from '@/components/admin/table';
import type { SimDetail as Detail } from '@/lib/fleet/read-sim';

type Quota = NonNullable<Detail['data']>;

/** What the operator says of a SIM this moment. */
export function SimDetail({ detail, locale }: { detail: Detail; locale: string }) {
  const t = useTranslations('fleet');
  const { connectivity, data, texts, usage } = detail;
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const left = (quota: Quota | null, print: (value: number) => string) => {
    if (!quota || quota.allowance.isUnlimited || quota.allowance.remaining === null) return t('unknown');
    const { allowance: { remaining, total }, expiresAt } = quota;
    return (
      <>
        <span className="figures">{total === null ? print(remaining) : t('ofTotal', { left: print(remaining), total: print(total) })}</span>
        {expiresAt ? <span className="block text-quiet">{t('expires', { date: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(expiresAt) })}</span> : null}
      </>
    );
  };
  const megabytes = (value: number) => t('megabytes', { count: number(value) });
  const network = [connectivity?.operatorName, connectivity?.countryCode, connectivity?.radioType].filter(Boolean).join(', ');
  return (
    <>
      {connectivity ? null : <p className="mb-3 text-13 text-quiet">{t('noAnswer')}</p>}
      <DenseFacts
        rows={[
          { label: t('connection'), value: <>{t(`connectionState.${connectivity?.state ?? 'unknown'}`)}{network ? <bdi className="block text-quiet">{network}</bdi> : null}</> },
          { label: t('dataLeft'), value: left(data, megabytes) },
          { label: t('textsLeft'), value: left(texts, number) },
        ]}
      />
      <h2 className="mb-2 mt-8 text-15 font-semibold">{t('usage')}</h2>
      <Table
        caption={t('usage')} rows={usage ?? []} keyOf={({ date }) => date} empty={t(usage ? 'usageEmpty' : 'noAnswer')}
        columns={[
          { key: 'date', label: t('date'), cell: ({ date }) => <span className="figures">{date}</span> },
          { key: 'data', label: t('used'), isFigure: true, cell: ({ megabytes: used }) => megabytes(used) },
          { key: 'from', label: t('from'), cell: ({ pushedAt }) => (pushedAt ? t('asPushed', { time: momentText(pushedAt, locale) }) : t('askedNow')) },
        ]}
      />
    </>
  );
}

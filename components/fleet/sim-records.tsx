import { useTranslations } from 'next-intl';
import { Moment } from '@/components/admin/moment';
import { Table } from '@/components/admin/table';
import type { KnownSim } from '@/lib/fleet/read-sim';

const STATES = ['intended', 'placed', 'unknown', 'refused', 'not-ordered'] as const;

/** What was ordered for a SIM, and what its operator pushed of it. */
export function SimRecords({ sim, locale }: { sim: Pick<KnownSim, 'topUps' | 'unclear' | 'records'>; locale: string }) {
  const t = useTranslations('fleet');
  const stateOf = ({ id, state }: KnownSim['topUps'][number]) => {
    if (state === 'unknown' && !sim.unclear.some((each) => each.id === id)) return t('lookingForIt');
    return t(`topUpState.${STATES.find((known) => known === state) ?? 'unknown'}`);
  };
  // What is pushed of data is in megabytes, of texts a number.
  const used = ({ service, total }: KnownSim['records'][number]) => {
    if (total === null) return '';
    return service === 'data' ? t('megabytes', { count: total.toLocaleString(locale) }) : total.toLocaleString(locale);
  };
  return (
    <>
      <h2 className="mb-2 mt-8 text-15 font-semibold">{t('topUps')}</h2>
      <Table
        caption={t('topUps')} rows={sim.topUps} keyOf={({ id }) => id} empty={t('topUpsEmpty')}
        columns={[
          { key: 'at', label: t('started'), cell: ({ intendedAt }) => <Moment at={intendedAt} locale={locale} never="–" /> },
          { key: 'state', label: t('state'), cell: stateOf },
          { key: 'order', label: t('order'), cell: ({ providerOrderId }) => <span className="figures">{providerOrderId}</span> },
          { key: 'by', label: t('by'), cell: ({ actor }) => actor },
        ]}
      />
      <h2 className="mb-2 mt-8 text-15 font-semibold">{t('records')}</h2>
      <Table
        caption={t('records')} rows={sim.records} keyOf={({ recordKey }) => recordKey} empty={t('recordsEmpty')}
        columns={[
          { key: 'at', label: t('when'), cell: ({ at }) => <Moment at={at} locale={locale} never="–" /> },
          { key: 'kind', label: t('kind'), cell: ({ kind, service }) => [kind, service].filter(Boolean).join(' · ') },
          { key: 'total', label: t('used'), isFigure: true, cell: used },
        ]}
      />
    </>
  );
}

import { useTranslations } from 'next-intl';
import { bundleState, printData } from '@/components/esims/usage-figures';
import type { EsimBundle } from '@/lib/esims/esim-readings';
import type { EsimHistoryEntry, EsimSighting } from '@/lib/esims/esim-support';
import { DenseFacts } from './dense-facts';
import { useAllowanceText } from './esim-figures';
import { Moment } from './moment';
import { Table, type Column } from './table';

const Words = ({ children }: { children: string | null }) => <span className="inline-block min-w-32 max-w-96 break-words">{children}</span>;

export function EsimBundleTable({ bundles, locale }: { bundles: EsimBundle[]; locale: string }) {
  const t = useTranslations('support');
  const esim = useTranslations('esim');
  const text = useAllowanceText();
  const rows = bundles.map((bundle, index) => ({ ...bundle, said: bundleState(bundles, index) }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'bundle', label: t('bundle'), cell: ({ title, providerPlanId }) => <><Words>{title}</Words><span className="figures block max-w-64 break-all text-quiet">{providerPlanId}</span></> },
    { key: 'state', label: t('state'), cell: ({ said }) => <span className="inline-block min-w-24">{esim(`bundleState.${said}`)}</span> },
    { key: 'left', label: t('left'), isFigure: true, cell: ({ data }) => text(data, printData(locale)) },
    { key: 'from', label: t('from'), cell: ({ startedAt }) => <Moment at={startedAt} locale={locale} never="–" /> },
    { key: 'until', label: t('until'), cell: ({ expiresAt }) => <Moment at={expiresAt} locale={locale} never="–" /> },
  ];
  return <Table caption={t('bundles')} columns={columns} rows={rows} keyOf={({ providerBundleId }) => providerBundleId} empty={t('bundlesEmpty')} />;
}

export function EsimHistoryTable({ entries, locale }: { entries: EsimHistoryEntry[]; locale: string }) {
  const t = useTranslations('support');
  const rows = entries.map((entry, index) => ({ ...entry, key: String(index) }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'at', label: t('at'), cell: ({ at }) => <Moment at={at} locale={locale} never="–" /> },
    { key: 'name', label: t('happened'), cell: ({ name }) => <Words>{name}</Words> },
    { key: 'title', label: t('about'), cell: ({ title }) => <Words>{title}</Words> },
  ];
  return <Table caption={t('history')} columns={columns} rows={rows} keyOf={({ key }) => key} empty={t('historyEmpty')} />;
}

export function EsimSightingFacts({ sighting, locale }: { sighting: EsimSighting | null; locale: string }) {
  const t = useTranslations('support');
  if (!sighting) return <p className="border-y border-line py-4 text-13 text-quiet">{t('neverSeen')}</p>;
  const { countryCode, networkName, networkCode, seenAt } = sighting;
  const country = countryCode && /^[A-Z]{2}$/.test(countryCode) ? new Intl.DisplayNames(locale, { type: 'region' }).of(countryCode) : countryCode;
  return (
    <DenseFacts
      rows={[
        { label: t('country'), value: country ?? t('notStated') },
        { label: t('network'), value: networkName ?? t('notStated') },
        { label: t('networkCode'), value: <span className="figures">{networkCode ?? t('notStated')}</span> },
        { label: t('seenAt'), value: <Moment at={seenAt} locale={locale} never={t('notStated')} /> },
      ]}
    />
  );
}

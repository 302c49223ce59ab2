import { useTranslations } from 'next-intl';
import type { FleetReport } from '@/lib/operations/list-provider-reports';
import { AdminChapter } from './admin-frame';
import { Moment, momentText } from './moment';
import { ProviderCalls } from './provider-calls';
import { ProviderDrift } from './provider-drift';
import { ProviderLimits } from './provider-limits';

type Health = Pick<FleetReport, 'circuitOpenUntil' | 'lastSuccessAt' | 'lastErrorAt'>;

/** A shape before the word for how it stands; nothing is good of whom nobody asked yet. */
function signOf({ circuitOpenUntil, lastSuccessAt, lastErrorAt }: Health) {
  if (circuitOpenUntil) return { sign: '▲', tone: 'text-warn', word: 'fleetLeftAlone' } as const;
  if (!lastSuccessAt && !lastErrorAt) return { sign: '○', tone: 'text-quiet', word: 'fleetNotAsked' } as const;
  return { sign: '●', tone: 'text-good', word: 'fleetAnswers' } as const;
}

/** A provider of SIM cards in the field: it sells no plans, so there is nothing to take off sale. */
export function FleetCard({ report, locale, fleetHref }: { report: FleetReport; locale: string; fleetHref: string }) {
  const t = useTranslations('admin');
  const { displayName, circuitOpenUntil, circuitReason, sims, lastSuccessAt, lastWebhookAt, lastErrorAt, lastErrorCode } = report;
  const { sign, tone, word } = signOf(report);
  const facts = [
    { label: t('fleetSims'), value: <a href={fleetHref} className="figures text-17 font-semibold underline underline-offset-4">{sims.toLocaleString(locale)}</a> },
    { label: t('lastSuccess'), value: <Moment at={lastSuccessAt} locale={locale} never={t('never')} /> },
    { label: t('lastWebhook'), value: <Moment at={lastWebhookAt} locale={locale} never={t('never')} /> },
    { label: t('lastError'), value: <><Moment at={lastErrorAt} locale={locale} never={t('never')} />{lastErrorCode ? <span className="figures block text-bad">{lastErrorCode}</span> : null}</> },
  ];
  return (
    <AdminChapter title={displayName}>
      <p className="mb-4 text-13">
        <span aria-hidden="true" className={`me-1.5 ${tone}`}>{sign}</span>
        {t(word, { reason: circuitReason ?? '', time: circuitOpenUntil ? momentText(circuitOpenUntil, locale) : '' })}
      </p>
      <dl className="grid grid-cols-2 gap-4 border-t border-line pt-3 text-13 lg:grid-cols-4">
        {facts.map(({ label, value }) => <div key={label} className="min-w-0"><dt className="text-quiet">{label}</dt><dd>{value}</dd></div>)}
      </dl>
      <ProviderCalls report={report} locale={locale} />
      <ProviderLimits report={report} locale={locale} />
      <ProviderDrift report={report} locale={locale} />
    </AdminChapter>
  );
}

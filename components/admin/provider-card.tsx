import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Price } from '@/components/ui/price';
import type { ProviderReport } from '@/lib/operations/list-provider-reports';
import { ActionForm, type ActionWords } from './action-form';
import { AdminChapter } from './admin-frame';
import { Moment, momentText } from './moment';
import { ProviderCalls } from './provider-calls';
import { ProviderDrift } from './provider-drift';
import { ProviderLimits } from './provider-limits';
import { ProviderSale } from './provider-sale';
import { State } from './state';
import { Table, type Column } from './table';

type Action = ComponentProps<typeof ActionForm>['action'];
export type ProviderCardProps = { report: ProviderReport; locale: string; moreHref: string; words: ActionWords; actions: { syncNow: Action; approve: Action; reject: Action; flip: Action } };
type Sync = ProviderReport['syncs'][number];

function Balance({ report, locale }: { report: ProviderReport; locale: string }) {
  const t = useTranslations('admin');
  if (report.balanceMinor === null || !report.currency || !report.balanceReadAt) return <span className="text-quiet">{t('balanceUnknown')}</span>;
  return (
    <>
      <Price amountMinor={report.balanceMinor} currency={report.currency} locale={locale} className="text-17 font-semibold" />
      <span className="block text-quiet">{t('readAt', { time: momentText(report.balanceReadAt, locale) })}</span>
    </>
  );
}

function Held({ sync, words, actions }: { sync: Sync; words: ActionWords; actions: ProviderCardProps['actions'] }) {
  const t = useTranslations('admin');
  return (
    <div className="mt-4 rounded-card border-s-4 border-warn bg-raised px-4 py-3 text-13">
      <p className="font-semibold">{t('heldTitle')}</p>
      <p className="mb-3">{t('heldText', { reason: sync.heldReason ?? '' })}</p>
      <div className="flex flex-wrap gap-3">
        <ActionForm action={actions.approve} words={words} label={t('approve')} fixed={{ syncId: sync.id }} question={t('approveConfirm')} />
        <ActionForm action={actions.reject} words={words} label={t('reject')} fixed={{ syncId: sync.id }} />
      </div>
    </div>
  );
}

/** One provider: balance, last answers, plans, and what its catalogue syncs did. */
export function ProviderCard({ report, locale, moreHref, words, actions }: ProviderCardProps) {
  const t = useTranslations('admin');
  const support = useTranslations('support');
  const figure = (key: 'seen' | 'inserted' | 'updated' | 'removed' | 'repriced'): Column<Sync> => ({ key, label: t(key), isFigure: true, cell: (sync) => sync[key].toLocaleString(locale) });
  const columns: Column<Sync>[] = [
    { key: 'started', label: t('started'), cell: ({ startedAt }) => <Moment at={startedAt} locale={locale} never={t('never')} /> },
    { key: 'status', label: t('status'), cell: ({ status }) => <State value={status} /> },
    figure('seen'), figure('inserted'), figure('updated'), figure('removed'), figure('repriced'),
    { key: 'finished', label: t('finished'), cell: ({ finishedAt }) => <Moment at={finishedAt} locale={locale} never="–" /> },
    { key: 'error', label: t('data'), cell: ({ error, heldReason, approvedBy }) => [error, heldReason, approvedBy].filter(Boolean).join(' · ') },
  ];
  const facts = [
    { label: t('balance'), value: <Balance report={report} locale={locale} /> },
    { label: t('plansOnSale'), value: <span className="figures text-17 font-semibold">{report.plansOnSale.toLocaleString(locale)}</span> },
    { label: t('plansOffSale'), value: <span className="figures">{report.plansOffSale.toLocaleString(locale)}</span> },
    { label: t('lastSuccess'), value: <Moment at={report.lastSuccessAt} locale={locale} never={t('never')} /> },
    { label: t('lastWebhook'), value: <Moment at={report.lastWebhookAt} locale={locale} never={t('never')} /> },
    { label: t('lastError'), value: <><Moment at={report.lastErrorAt} locale={locale} never={t('never')} />{report.lastErrorCode ? <span className="figures block text-bad">{report.lastErrorCode}</span> : null}</> },
  ];
  return (
    <AdminChapter title={report.displayName}>
      <ProviderSale report={report} words={words} flip={actions.flip} />
      <p className="mb-3 text-13"><a href={moreHref} className="inline-flex min-h-11 items-center underline underline-offset-4">{support('more')}</a></p>
      <dl className="grid grid-cols-2 gap-4 border-t border-line pt-3 text-13 sm:grid-cols-3 lg:grid-cols-6">
        {facts.map(({ label, value }) => <div key={label} className="min-w-0"><dt className="text-quiet">{label}</dt><dd>{value}</dd></div>)}
      </dl>
      <ProviderCalls report={report} locale={locale} />
      <ProviderLimits report={report} locale={locale} />
      <ProviderDrift report={report} locale={locale} />
      {report.syncs.filter(({ status }) => status === 'held').map((sync) => <Held key={sync.id} sync={sync} words={words} actions={actions} />)}
      <div className="mt-4 mb-2 flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-13 font-semibold">{t('syncs')}</h3>
        <ActionForm action={actions.syncNow} words={words} label={t('syncNow')} fixed={{ providerId: report.providerId }} />
      </div>
      <Table caption={`${report.displayName}: ${t('syncs')}`} columns={columns} rows={report.syncs} keyOf={({ id }) => id} empty={t('syncsEmpty')} />
    </AdminChapter>
  );
}

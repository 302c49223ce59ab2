import { useTranslations } from 'next-intl';
import { momentText } from '@/components/admin/moment';
import { Table, type Column } from '@/components/admin/table';
import type { RunReport as Report } from '@/lib/fleet/read-run';

type Item = Report['items'][number];
const STATES = { accepted: 'accepted', refused: 'refused', unknown: 'notKnown' } as const;
const isState = (state: string): state is keyof typeof STATES => state in STATES;

/** How far a bulk change is, and what became of the SIMs that were not switched. */
export function RunReport({ run, locale }: { run: Report; locale: string }) {
  const t = useTranslations('fleet');
  const columns: Column<Item>[] = [
    { key: 'iccid', label: 'ICCID', cell: ({ iccid }) => <span className="figures">{iccid}</span> },
    { key: 'state', label: t('state'), cell: ({ state }) => (isState(state) ? t(STATES[state]) : state) },
    { key: 'reason', label: t('reason'), cell: ({ reason }) => reason },
  ];
  const counts = (['pending', 'done', 'accepted', 'refused', 'unknown'] as const).map((state) => ({ state, label: t(state === 'unknown' ? 'notKnown' : state), count: run[state] }));
  const problems = run.accepted + run.refused + run.unknown;
  return (
    <>
      <progress className="progress w-full max-w-xl" max={run.total} value={run.total - run.pending} aria-label={t('progress', { done: run.total - run.pending, total: run.total })} />
      <p className="mt-2 text-15" role="status" data-testid="run-progress" data-finished={run.finishedAt ? 'yes' : 'no'}>
        {t('progress', { done: run.done.toLocaleString(locale), total: run.total.toLocaleString(locale) })}. {run.finishedAt ? t('finished', { time: momentText(run.finishedAt, locale) }) : t('running')}
      </p>
      <dl className="mt-4 grid grid-cols-2 gap-4 border-t border-line pt-3 text-13 sm:grid-cols-5">
        {counts.map(({ state, label, count }) => <div key={state}><dt className="text-quiet">{label}</dt><dd className="figures text-17 font-semibold" data-testid={`run-${state}`}>{count.toLocaleString(locale)}</dd></div>)}
      </dl>
      {run.items.length > 0 ? <><h2 className="mb-2 mt-8 text-15 font-semibold">{t('problems')}</h2><Table caption={t('problems')} columns={columns} rows={run.items} keyOf={({ iccid }) => iccid} empty="" /></> : null}
      {problems > run.items.length ? <p className="mt-2 text-13 text-quiet">{t('problemsMore', { shown: run.items.length.toLocaleString(locale), total: problems.toLocaleString(locale) })}</p> : null}
    </>
  );
}

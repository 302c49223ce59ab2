import { getTranslations, setRequestLocale } from 'next-intl/server';
import { readFleet, switchSims } from '@/app/[locale]/admin/fleet/actions';
import { ActionForm, type ActionWords } from '@/components/admin/action-form';
import { AdminSection, AdminTitle } from '@/components/admin/admin-frame';
import { Moment } from '@/components/admin/moment';
import { SearchBar } from '@/components/admin/search-bar';
import { Table } from '@/components/admin/table';
import { fleetWords } from '@/components/fleet/fleet-words';
import { SimTable } from '@/components/fleet/sim-table';
import { UnclearTopUps } from '@/components/fleet/unclear-top-ups';
import { hrefIn } from '@/i18n/routing';
import { fleetFilter, fleetQuery, type FleetFilter } from '@/lib/fleet/fleet-filter';
import { listRuns } from '@/lib/fleet/read-run';
import { searchSims } from '@/lib/fleet/search-sims';
import { previewRun } from '@/lib/fleet/start-run';
import { listUnclearTopUps } from '@/lib/fleet/unclear-top-ups';
import { staffOfPage } from '@/lib/web/page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

async function Bulk({ filter, locale, words }: { filter: FleetFilter; locale: string; words: ActionWords }) {
  const { after: _after, ...wanted } = filter;
  const [t, off, on] = await Promise.all([getTranslations('fleet'), previewRun({ filter: wanted, isEnabling: false }), previewRun({ filter: wanted, isEnabling: true })]);
  const count = (total: number) => total.toLocaleString(locale);
  const fixed = { filter: fleetQuery(wanted) };
  if (!off && !on) return <p className="mb-4 text-13 text-quiet">{t('nothingTo')}</p>;
  return (
    <div className="mb-4 flex flex-wrap items-start gap-3" data-testid="bulk">
      {off ? <ActionForm action={switchSims} words={words} look="danger" label={t('disableAll', { count: count(off.total) })} fixed={{ ...fixed, isEnabling: 'no', expectedTotal: String(off.total) }} question={t('askDisable', { count: count(off.total) })} /> : null}
      {on ? <ActionForm action={switchSims} words={words} label={t('enableAll', { count: count(on.total) })} fixed={{ ...fixed, isEnabling: 'yes', expectedTotal: String(on.total) }} question={t('askEnable', { count: count(on.total) })} /> : null}
    </div>
  );
}

async function Runs({ locale }: { locale: string }) {
  const [t, runs] = await Promise.all([getTranslations('fleet'), listRuns()]);
  const name = (run: (typeof runs)[number]) => t('runOf', { what: t(run.isEnabling ? 'enabling' : 'disabling'), count: run.total });
  return (
    <AdminSection title={t('runs')}>
      <Table
        caption={t('runs')} rows={runs} keyOf={({ id }) => id} empty={t('runsEmpty')}
        columns={[
          { key: 'run', label: t('change'), cell: (run) => <a className="underline underline-offset-4" href={hrefIn(locale, `/admin/fleet/runs/${run.id}`)}>{name(run)}</a> },
          { key: 'started', label: t('started'), cell: ({ startedAt }) => <Moment at={startedAt} locale={locale} never="–" /> },
          { key: 'by', label: t('by'), cell: ({ actor }) => actor },
        ]}
      />
    </AdminSection>
  );
}

export default async function FleetPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const filter = fleetFilter.parse(await searchParams);
  const [t, admin, words, found, unclear] = await Promise.all([getTranslations('fleet'), getTranslations('admin'), fleetWords(), searchSims(filter), listUnclearTopUps()]);
  const here = hrefIn(locale, '/admin/fleet');
  const isFiltered = Boolean(filter.q || filter.status || filter.quota);
  const select = 'min-h-11 rounded-card border border-quiet bg-raised px-3';
  return (
    <>
      <AdminTitle note={t('found', { count: found.total })}>{t('title')}</AdminTitle>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3 text-13 text-quiet"><p>{t('lead')}</p><ActionForm action={readFleet} words={words} label={t('syncNow')} fixed={{}} /></div>
      <UnclearTopUps topUps={unclear} locale={locale} hrefOf={(iccid) => `${here}/${iccid}`} />
      <SearchBar label={admin('searchLabel')} hint={t('search')} value={filter.q} action={here} submit={admin('search')} reset={isFiltered || filter.after ? { href: here, label: admin('reset') } : null}>
        <label><span className="mb-1 block text-quiet">{t('status')}</span>
          <select name="status" defaultValue={filter.status ?? ''} className={select}><option value="">{t('any')}</option><option value="enabled">{t('enabled')}</option><option value="disabled">{t('disabled')}</option></select>
        </label>
        <label><span className="mb-1 block text-quiet">{t('quota')}</span>
          <select name="quota" defaultValue={filter.quota ?? ''} className={select}><option value="">{t('any')}</option>{(['ok', 'low', 'exhausted'] as const).map((each) => <option key={each} value={each}>{t(`quotaState.${each}`)}</option>)}</select>
        </label>
      </SearchBar>
      <Bulk filter={filter} locale={locale} words={words} />
      <SimTable sims={found.sims} locale={locale} empty={t(isFiltered ? 'noMatch' : 'empty')} hrefOf={(iccid) => `${here}/${iccid}`} />
      <p className="mt-3 flex gap-4 text-13">
        {filter.after ? <a className="inline-flex min-h-11 items-center underline underline-offset-4" href={`${here}${fleetQuery({ ...filter, after: undefined })}`}>{t('first')}</a> : null}
        {found.next ? <a className="inline-flex min-h-11 items-center underline underline-offset-4" rel="next" href={`${here}${fleetQuery({ ...filter, after: found.next })}`}>{t('next')}</a> : null}
      </p>
      <Runs locale={locale} />
    </>
  );
}

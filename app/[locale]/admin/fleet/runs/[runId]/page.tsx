import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { AdminTitle } from '@/components/admin/admin-frame';
import { RunReport } from '@/components/fleet/run-report';
import { RunWatch } from '@/components/fleet/run-watch';
import { BackLink } from '@/components/ui/back-link';
import { hrefIn } from '@/i18n/routing';
import { readRun } from '@/lib/fleet/read-run';
import { staffOfPage } from '@/lib/web/page';

export default async function RunPage({ params }: { params: Promise<{ locale: string; runId: string }> }) {
  const { locale, runId } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, run] = await Promise.all([getTranslations('fleet'), readRun(runId)]);
  if (!run) notFound();
  return (
    <>
      <BackLink href={hrefIn(locale, '/admin/fleet')}>{t('back')}</BackLink>
      <AdminTitle note={run.actor}>{t('runOf', { what: t(run.isEnabling ? 'enabling' : 'disabling'), count: run.total })}</AdminTitle>
      <RunReport run={run} locale={locale} />
      {run.finishedAt ? null : <RunWatch />}
    </>
  );
}

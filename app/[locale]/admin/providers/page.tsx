import { getTranslations, setRequestLocale } from 'next-intl/server';
import { approve, flip, reject, syncNow } from '@/app/[locale]/admin/providers/actions';
import type { ActionWords } from '@/components/admin/action-form';
import { AdminTitle } from '@/components/admin/admin-frame';
import { ProviderCard } from '@/components/admin/provider-card';
import { listProviderReports } from '@/lib/operations/list-provider-reports';
import { staffOfPage } from '@/lib/web/page';

export default async function ProvidersPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, reports] = await Promise.all([getTranslations('admin'), listProviderReports()]);
  const words: ActionWords = {
    confirm: t('confirm'), keep: t('keep'), working: t('working'),
    done: t.raw('done') as ActionWords['done'], refused: t.raw('refused') as ActionWords['refused'],
  };
  return (
    <>
      <AdminTitle note={t('providersLead')}>{t('providers')}</AdminTitle>
      {reports.length === 0 ? <p className="text-13 text-quiet">{t('providersEmpty')}</p> : null}
      {reports.map((report) => <ProviderCard key={report.providerId} report={report} locale={locale} words={words} actions={{ syncNow, approve, reject, flip }} />)}
    </>
  );
}

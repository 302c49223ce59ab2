import { getTranslations, setRequestLocale } from 'next-intl/server';
import { approve, flip, reject, syncNow } from '@/app/[locale]/admin/providers/actions';
import { actionWords } from '@/components/admin/action-words';
import { AdminTitle } from '@/components/admin/admin-frame';
import { FleetCard } from '@/components/admin/fleet-card';
import { ProviderCard } from '@/components/admin/provider-card';
import { hrefIn } from '@/i18n/routing';
import { listFleetReports, listProviderReports } from '@/lib/operations/list-provider-reports';
import { staffOfPage } from '@/lib/web/page';

export default async function ProvidersPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, words, reports, fleets] = await Promise.all([getTranslations('admin'), actionWords(), listProviderReports(), listFleetReports()]);
  return (
    <>
      <AdminTitle note={t('providersLead')}>{t('providers')}</AdminTitle>
      {reports.length + fleets.length === 0 ? <p className="text-13 text-quiet">{t('providersEmpty')}</p> : null}
      {reports.map((report) => <ProviderCard key={report.providerId} report={report} locale={locale} moreHref={hrefIn(locale, `/admin/providers/${report.providerId}`)} words={words} actions={{ syncNow, approve, reject, flip }} />)}
      {fleets.map((report) => <FleetCard key={report.providerId} report={report} locale={locale} fleetHref={hrefIn(locale, '/admin/fleet')} />)}
    </>
  );
}

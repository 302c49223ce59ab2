import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { Suspense, type ReactNode } from 'react';
import { askForRefund, checkFit, checkTakingBack, label, reconnect, sendText, suspend, takeBack } from '@/app/[locale]/admin/orders/[orderId]/esims/[esimId]/actions';
import { actionWords } from '@/components/admin/action-words';
import { AdminSection, AdminTitle } from '@/components/admin/admin-frame';
import { EsimActions } from '@/components/admin/esim-actions';
import { EsimFigures } from '@/components/admin/esim-figures';
import { EsimBundleTable, EsimHistoryTable, EsimSightingFacts } from '@/components/admin/esim-tables';
import { StaffLog } from '@/components/admin/staff-log';
import { Asking, WhenTold } from '@/components/admin/when-told';
import { BackLink } from '@/components/ui/back-link';
import { hrefIn } from '@/i18n/routing';
import { readEsimBundles, readEsimUsage, readTopUpOffers } from '@/lib/esims/esim-readings';
import { askHistory, askSighting, askSuspension, findProviderName, listAbilities, listTopics, type Topic } from '@/lib/esims/esim-support';
import type { OpenEsim } from '@/lib/esims/open-esim';
import { openEsimForStaff } from '@/lib/esims/open-esim-for-staff';
import { REFUND_GROUNDS } from '@/lib/esims/request-provider-refund';
import { listAudit } from '@/lib/operations/list-audit';
import { findOrderForStaff } from '@/lib/orders/staff-queries';
import { staffOfPage } from '@/lib/web/page';

type Shown = { esim: OpenEsim; provider: string; locale: string };

const msSince = (moment: Date) => Date.now() - moment.getTime();

async function Usage({ esim, locale }: Shown) {
  const [t, usage] = await Promise.all([getTranslations('support'), readEsimUsage(esim)]);
  if (!usage) return <p className="border-y border-line py-4 text-13 text-quiet">{t('noFigure')}</p>;
  return <EsimFigures usage={usage.value} isStale={usage.isStale} ageMs={msSince(usage.value.measuredAt)} locale={locale} />;
}

async function Bundles({ esim, locale }: Shown) {
  const [t, bundles] = await Promise.all([getTranslations('support'), readEsimBundles(esim)]);
  return bundles ? <EsimBundleTable bundles={bundles.value} locale={locale} /> : <p className="border-y border-line py-4 text-13 text-quiet">{t('noFigure')}</p>;
}

async function Sighting({ esim, provider, locale }: Shown) {
  return <WhenTold told={await askSighting(esim)} provider={provider}>{(sighting) => <EsimSightingFacts sighting={sighting} locale={locale} />}</WhenTold>;
}

async function History({ esim, provider, locale }: Shown) {
  return <WhenTold told={await askHistory(esim)} provider={provider}>{(entries) => <EsimHistoryTable entries={entries} locale={locale} />}</WhenTold>;
}

async function Access({ esim, provider }: Shown) {
  const [t, told] = await Promise.all([getTranslations('support'), askSuspension(esim)]);
  const word = (isSuspended: boolean | null) => t(isSuspended === null ? 'accessUnknown' : isSuspended ? 'accessOff' : 'accessOn');
  return <WhenTold told={told} provider={provider}>{(isSuspended) => <p className="border-y border-line py-4 text-13">{word(isSuspended)}</p>}</WhenTold>;
}

async function Actions({ esim }: Shown) {
  const abilities = listAbilities(esim);
  const [words, bundles, offers, suspension] = await Promise.all([
    actionWords(),
    abilities.includes('revokeBundle') ? readEsimBundles(esim) : null,
    abilities.includes('isCompatible') ? readTopUpOffers(esim) : null,
    abilities.includes('suspendEsim') ? askSuspension(esim) : null,
  ]);
  return (
    <EsimActions
      abilities={abilities} fixed={{ orderId: esim.orderId, esimId: esim.id }} words={words} grounds={REFUND_GROUNDS}
      bundles={(bundles?.value ?? []).filter(({ state }) => state !== 'revoked').map(({ providerBundleId, title }) => ({ id: providerBundleId, name: title }))}
      fits={(offers?.value ?? []).map(({ providerPlanId }) => providerPlanId)}
      isSuspended={suspension?.told === 'answer' ? suspension.value : null}
      actions={{ reconnect, sendText, label, suspend, checkFit, askForRefund, checkTakingBack, takeBack }}
    />
  );
}

const TOPICS = { usage: Usage, bundles: Bundles, sighting: Sighting, access: Access, history: History } satisfies Record<Topic, (shown: Shown) => Promise<ReactNode>>;

/** Each part comes when its provider has answered; what it has no call for is said in one line. */
async function Topics(shown: Shown) {
  const t = await getTranslations('support');
  const { can, cannot } = listTopics(shown.esim);
  const parts = can.map((topic) => {
    const Topic = TOPICS[topic];
    return <AdminSection key={topic} title={t(topic)}><Suspense fallback={<Asking provider={shown.provider} />}><Topic {...shown} /></Suspense></AdminSection>;
  });
  const missing = new Intl.ListFormat(shown.locale).format(cannot.map((topic) => t(topic)));
  return <>{parts}{cannot.length > 0 ? <p className="mt-8 text-13 text-quiet">{t('cannotTell', { provider: shown.provider, what: missing })}</p> : null}</>;
}

export default async function StaffEsimPage({ params }: { params: Promise<{ locale: string; orderId: string; esimId: string }> }) {
  const { locale, orderId, esimId } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, order, esim] = await Promise.all([getTranslations('support'), findOrderForStaff(orderId), openEsimForStaff({ orderId, esimId })]);
  const line = order?.lines.find(({ id }) => id === esim?.lineId);
  if (!order || !esim || !line) notFound();
  const provider = findProviderName(esim);
  const shown: Shown = { esim, provider, locale };
  const { entries } = await listAudit({ about: esim.id });
  return (
    <>
      <BackLink href={hrefIn(locale, `/admin/orders/${order.id}`)}>{t('back', { number: order.number })}</BackLink>
      <AdminTitle note={t('of', { plan: line.snapshot.title, place: line.snapshot.destinationName, provider })}>{t('title', { last4: esim.iccidLast4 })}</AdminTitle>
      <div className="grid gap-x-10 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0">
          <Topics {...shown} />
          <AdminSection title={t('staffLog')}><StaffLog entries={entries} locale={locale} empty={t('staffLogEmpty')} /></AdminSection>
        </div>
        <aside aria-label={t('open')}>
          <h2 className="mb-2 mt-8 text-15 font-semibold">{t('open')}</h2>
          <Suspense fallback={<Asking provider={provider} />}><Actions {...shown} /></Suspense>
        </aside>
      </div>
    </>
  );
}

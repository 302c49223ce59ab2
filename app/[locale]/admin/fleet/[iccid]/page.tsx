import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { Suspense } from 'react';
import { assign, nameSim, nothingOrdered, orderBySelf, orderFound, orderVolume, resetSim, switchSims } from '@/app/[locale]/admin/fleet/actions';
import { ActionForm } from '@/components/admin/action-form';
import { AdminSection, AdminTitle } from '@/components/admin/admin-frame';
import { INPUT, Part } from '@/components/admin/part';
import { fleetWords } from '@/components/fleet/fleet-words';
import { SimDetail } from '@/components/fleet/sim-detail';
import { SimRecords } from '@/components/fleet/sim-records';
import { SimState } from '@/components/fleet/sim-state';
import { DecideTopUp } from '@/components/fleet/unclear-top-ups';
import { BackLink } from '@/components/ui/back-link';
import { hrefIn } from '@/i18n/routing';
import { fleetQuery } from '@/lib/fleet/fleet-filter';
import { readSim, readSimDetail, type KnownSim } from '@/lib/fleet/read-sim';
import { staffOfPage } from '@/lib/web/page';

async function Actions({ sim, locale }: { sim: KnownSim; locale: string }) {
  const [t, words] = await Promise.all([getTranslations('fleet'), fleetWords()]);
  const { iccid } = sim;
  const only = { filter: fleetQuery({ q: iccid, status: undefined, quota: undefined, after: undefined }), expectedTotal: '1' };
  return (
    <>
      {sim.unclear.map((topUp) => <DecideTopUp key={topUp.id} topUp={topUp} locale={locale} words={words} nothingOrdered={nothingOrdered} orderFound={orderFound} />)}
      <Part title={t('switch')} text={t('switchText')}>{sim.isEnabled
        ? <ActionForm action={switchSims} words={words} look="danger" label={t('switchOff')} fixed={{ ...only, isEnabling: 'no' }} question={t('switchOffConfirm')} />
        : <ActionForm action={switchSims} words={words} label={t('switchOn')} fixed={{ ...only, isEnabling: 'yes' }} />}
      </Part>
      <Part title={t('volume')} text={t('topUpText')}><ActionForm action={orderVolume} words={words} label={t('topUp')} fixed={{ iccid }} question={t('topUpConfirm')} /></Part>
      <Part title={t('auto')} text={t('autoText')}>
        <div className="flex flex-wrap gap-3">
          <ActionForm action={orderBySelf} words={words} label={t('autoOn')} fixed={{ iccid, isEnabled: 'yes' }} question={t('autoOnConfirm')} />
          <ActionForm action={orderBySelf} words={words} label={t('autoOff')} fixed={{ iccid, isEnabled: 'no' }} />
        </div>
      </Part>
      <Part title={t('reset')} text={t('resetText')}><ActionForm action={resetSim} words={words} label={t('reset')} fixed={{ iccid }} question={t('resetConfirm')} /></Part>
      <Part title={t('label')} text={t('labelText')}>
        <ActionForm action={nameSim} words={words} label={t('setLabel')} fixed={{ iccid }}><label className="block">{t('label')}<input name="label" required maxLength={50} defaultValue={sim.label ?? ''} className={INPUT} /></label></ActionForm>
      </Part>
      <Part title={t('assign')} text={t('assignText')}>
        {sim.owner
          ? <ActionForm action={assign} words={words} label={t('takeBack')} fixed={{ iccid, email: '' }}><p className="break-words">{sim.owner.email}</p></ActionForm>
          : <ActionForm action={assign} words={words} label={t('assignAction')} fixed={{ iccid }}><label className="block">{t('email')}<input type="email" name="email" required className={INPUT} /></label></ActionForm>}
      </Part>
    </>
  );
}

async function Now({ sim, locale }: { sim: KnownSim; locale: string }) {
  return <SimDetail detail={await readSimDetail(sim)} locale={locale} />;
}

export default async function SimPage({ params }: { params: Promise<{ locale: string; iccid: string }> }) {
  const { locale, iccid } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, admin, sim] = await Promise.all([getTranslations('fleet'), getTranslations('admin'), readSim(iccid)]);
  if (!sim) notFound();
  const waiting = <p className="border-y border-line py-4 text-13 text-quiet" role="status">{t('asking')}</p>;
  return (
    <>
      <BackLink href={hrefIn(locale, '/admin/fleet')}>{t('back')}</BackLink>
      <AdminTitle note={<><SimState isEnabled={sim.isEnabled} />{sim.label ? <bdi className="ms-4">{sim.label}</bdi> : null}</>}><span className="figures">{t('simTitle', { iccid: sim.iccid })}</span></AdminTitle>
      <div className="grid gap-x-10 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0">
          <AdminSection title={t('now')}><Suspense fallback={waiting}><Now sim={sim} locale={locale} /></Suspense></AdminSection>
          <SimRecords sim={sim} locale={locale} />
        </div>
        <aside aria-label={admin('actions')}>
          <h2 className="mb-2 mt-8 text-15 font-semibold">{admin('actions')}</h2>
          <Actions sim={sim} locale={locale} />
        </aside>
      </div>
    </>
  );
}

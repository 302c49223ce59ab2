import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { assign, orderVolume, switchSims } from '@/app/[locale]/admin/fleet/actions';
import { ActionForm, type ActionWords } from '@/components/admin/action-form';
import { AdminTitle } from '@/components/admin/admin-frame';
import { SimDetail } from '@/components/fleet/sim-detail';
import { SimRecords } from '@/components/fleet/sim-records';
import { SimState } from '@/components/fleet/sim-state';
import { BackLink } from '@/components/ui/back-link';
import { hrefIn } from '@/i18n/routing';
import { fleetQuery } from '@/lib/fleet/fleet-filter';
import { readSim, readSimDetail, type KnownSim } from '@/lib/fleet/read-sim';
import { staffOfPage } from '@/lib/web/page';

async function Actions({ sim }: { sim: KnownSim }) {
  const [t, admin] = await Promise.all([getTranslations('fleet'), getTranslations('admin')]);
  const words: ActionWords = {
    confirm: admin('confirm'), keep: admin('keep'), working: admin('working'), done: admin.raw('done') as ActionWords['done'], refused: admin.raw('refused') as ActionWords['refused'],
  };
  const { iccid } = sim;
  const only = { filter: fleetQuery({ q: iccid, status: undefined, quota: undefined, after: undefined }), expectedTotal: '1' };
  const field = 'min-h-11 w-full rounded-card border border-quiet bg-raised px-3 text-13';
  return (
    <div className="grid gap-6 lg:grid-cols-3">
      <div>{sim.isEnabled
        ? <ActionForm action={switchSims} words={words} look="danger" label={t('switchOff')} fixed={{ ...only, isEnabling: 'no' }} question={t('switchOffConfirm')} />
        : <ActionForm action={switchSims} words={words} label={t('switchOn')} fixed={{ ...only, isEnabling: 'yes' }} />}
      </div>
      <div>
        <p className="mb-2 text-13 text-quiet">{t('topUpText')}</p>
        <ActionForm action={orderVolume} words={words} label={t('topUp')} fixed={{ iccid }} question={t('topUpConfirm')} />
      </div>
      <div>
        <p className="mb-2 text-13 text-quiet">{t('assignText')}</p>
        {sim.owner
          ? <ActionForm action={assign} words={words} label={t('takeBack')} fixed={{ iccid, email: '' }}><p className="mb-2 break-words">{sim.owner.email}</p></ActionForm>
          : <ActionForm action={assign} words={words} label={t('assignAction')} fixed={{ iccid }}><label className="mb-2 block"><span className="mb-1 block text-quiet">{t('email')}</span><input type="email" name="email" required className={field} /></label></ActionForm>}
      </div>
    </div>
  );
}

export default async function SimPage({ params }: { params: Promise<{ locale: string; iccid: string }> }) {
  const { locale, iccid } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const [t, sim] = await Promise.all([getTranslations('fleet'), readSim(iccid)]);
  if (!sim) notFound();
  const detail = await readSimDetail(sim);
  return (
    <>
      <div className="pt-6"><BackLink href={hrefIn(locale, '/admin/fleet')}>{t('back')}</BackLink></div>
      <AdminTitle note={<><SimState isEnabled={sim.isEnabled} /> {sim.label}</>}><span className="figures">{t('simTitle', { iccid: sim.iccid })}</span></AdminTitle>
      <Actions sim={sim} />
      <h2 className="mb-2 mt-8 text-15 font-semibold">{t('now')}</h2>
      <SimDetail detail={detail} locale={locale} />
      <SimRecords sim={sim} locale={locale} />
    </>
  );
}

import type { Metadata } from 'next';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { QuotaState, SimState } from '@/components/fleet/sim-state';
import { BackLink } from '@/components/ui/back-link';
import { Notice } from '@/components/ui/notice';
import { Page, PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';
import { listSimsOfCustomer } from '@/lib/fleet/assign-sim';
import { customerOfPage } from '@/lib/web/page';

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'fleet' }))('mine') };
}

export default async function MySims({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const viewer = await customerOfPage({ signInHref: hrefIn(locale, '/sign-in'), here: hrefIn(locale, '/account/sims') });
  const [t, account, sims] = await Promise.all([getTranslations('fleet'), getTranslations('account'), listSimsOfCustomer(viewer.customerId)]);
  return (
    <Page narrow>
      <BackLink href={hrefIn(locale, '/account/orders')}>{account('ordersTitle')}</BackLink>
      <PageTitle lead={<span className="break-words">{t('mineLead', { email: viewer.email })}</span>}>{t('mine')}</PageTitle>
      {sims.length === 0 ? <Notice>{t('mineEmpty', { email: viewer.email })}</Notice> : (
      <ul className="divide-y divide-line border-y border-line">
        {sims.map((sim) => (
          <li key={sim.iccid} className="py-3">
            <p className="flex flex-wrap justify-between gap-x-6 gap-y-1"><span className="figures break-all text-15">{sim.iccid}</span><SimState isEnabled={sim.isEnabled} /></p>
            <p className="mt-1 flex flex-wrap justify-between gap-x-6 gap-y-1 text-13 text-quiet"><bdi className="min-w-0 break-words">{sim.label}</bdi><span>{t('quota')}: <QuotaState quota={sim.dataQuota} /></span></p>
          </li>
        ))}
      </ul>)}
    </Page>
  );
}

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
      {sims.length === 0 ? <Notice>{t('mineEmpty', { email: viewer.email })}</Notice> : null}
      <ul className="divide-y divide-line">
        {sims.map((sim) => (
          <li key={sim.iccid} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[1fr_auto]">
            <span className="figures min-w-0 break-all text-15">{sim.iccid}</span><SimState isEnabled={sim.isEnabled} />
            <span className="text-13 text-quiet">{[sim.label].filter(Boolean).join('')}</span>
            <span className="text-13 text-quiet">{t('quota')}: <QuotaState quota={sim.dataQuota} /></span>
          </li>
        ))}
      </ul>
    </Page>
  );
}

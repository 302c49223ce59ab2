import type { Metadata } from 'next';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { OpenLink } from '@/components/account/open-link';
import { Page, PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'account' }))('openTitle') };
}

export default async function OpenLinkPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const t = await getTranslations('account');
  const words = { openLead: t.raw('openLead') as string, openAction: t('openAction'), openMissing: t('openMissing'), openNew: t('openNew') };
  return (
    <Page narrow>
      <PageTitle>{t('openTitle')}</PageTitle>
      <OpenLink words={words} signInHref={hrefIn(locale, '/sign-in')} />
    </Page>
  );
}

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { OpenLink } from '@/components/account/open-link';
import { Page, PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('openTitle'), referrer: 'no-referrer' };
}

export default async function OpenLinkPage({ params }: { params: Promise<{ locale: string }> }) {
  const [{ locale }, t] = await Promise.all([params, getTranslations('account')]);
  const words = { openLead: t.raw('openLead') as string, openAction: t('openAction'), openMissing: t('openMissing'), openNew: t('openNew') };
  return (
    <Page narrow>
      <PageTitle>{t('openTitle')}</PageTitle>
      <OpenLink words={words} signInHref={hrefIn(locale, '/sign-in')} />
    </Page>
  );
}

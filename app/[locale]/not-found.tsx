import { getLocale, getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/button';
import { Page, PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

export default async function NotFound() {
  const [t, locale] = await Promise.all([getTranslations('errors'), getLocale()]);
  return (
    <Page narrow>
      <PageTitle lead={t('notFoundLead')}>{t('notFoundTitle')}</PageTitle>
      <LinkButton href={hrefIn(locale, '/destinations')}>{t('notFoundAction')}</LinkButton>
    </Page>
  );
}

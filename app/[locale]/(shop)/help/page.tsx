import { getTranslations, setRequestLocale } from 'next-intl/server';
import { deviceGuides } from '@/components/esims/device-guides';
import { LinkButton } from '@/components/ui/button';
import { Page, PageTitle, SectionTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'help' }))('title') };
}

const List = ({ items }: { items: string[] }) => <ul className="measure list-disc space-y-2 ps-6">{items.map((item) => <li key={item}>{item}</li>)}</ul>;

export default async function Help({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, order, guides] = await Promise.all([getTranslations('help'), getTranslations('order'), deviceGuides(locale)]);
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <SectionTitle>{t('beforeTitle')}</SectionTitle>
      <List items={t.raw('before') as string[]} />
      <SectionTitle id="install">{t('installTitle')}</SectionTitle>
      <p className="measure mb-4 text-quiet">{t('installLead')}</p>
      <div className="border-t border-line">
        {guides.map((guide) => (
          <details key={guide.family} className="border-b border-line py-1">
            <summary className="min-h-11 py-2.5 font-semibold">{guide.name}</summary>
            <div className="grid gap-6 pb-4 sm:grid-cols-2">
              <div><h3 className="mb-2 font-semibold">{order('installTitle')}</h3><ol className="list-decimal space-y-1.5 ps-6">{guide.steps.map((step) => <li key={step}>{step}</li>)}</ol></div>
              <div><h3 className="mb-2 font-semibold">{order('afterTitle')}</h3><ol className="list-decimal space-y-1.5 ps-6">{guide.after.map((step) => <li key={step}>{step}</li>)}</ol></div>
            </div>
          </details>
        ))}
      </div>
      <SectionTitle>{t('refundTitle')}</SectionTitle>
      <List items={t.raw('refund') as string[]} />
      <SectionTitle>{t('findTitle')}</SectionTitle>
      <p className="mb-4">{t('find')}</p>
      <LinkButton look="plain" href={hrefIn(locale, '/orders')} rel="nofollow">{t('findAction')}</LinkButton>
    </Page>
  );
}

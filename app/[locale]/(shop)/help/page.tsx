import type { Metadata } from 'next';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { deviceGuides } from '@/components/esims/device-guides';
import { Ahead } from '@/components/layout/ahead';
import { Fold, HelpSection } from '@/components/layout/help-section';
import { LinkButton } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Page, PageTitle } from '@/components/ui/page';
import { alternates, hrefIn } from '@/i18n/routing';

export const dynamic = 'force-static';
export const generateStaticParams = () => [];

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'help' }))('title'), alternates: alternates(locale, '/help') };
}

function Steps({ title, items }: { title: string; items: string[] }) {
  return (
    <div>
      <h3 className="mb-2 border-t border-ink pt-2 text-15 font-semibold">{title}</h3>
      <ol className="list-decimal space-y-2 ps-6 marker:font-mono marker:text-13 marker:text-quiet">{items.map((step) => <li key={step} className="ps-1">{step}</li>)}</ol>
    </div>
  );
}

export default async function Help({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [t, { help }, guides] = await Promise.all([getTranslations('help'), getMessages(), deviceGuides(locale)]);
  const facts = (key: 'check' | 'refund') => help[key].map(({ label, text }) => ({ label, value: text }));
  const sections = ['check', 'install', 'trouble', 'refund', 'find'] as const;
  return (
    <Page>
      <Ahead />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <nav aria-label={t('contents')} className="lg:sticky lg:top-8 lg:self-start">
          <ul className="border-t border-line">
            {sections.map((id) => <li key={id} className="border-b border-line"><a href={`#${id}`} className="flex min-h-11 items-center underline-offset-4 hover:underline">{t(`${id}Title`)}</a></li>)}
          </ul>
        </nav>
        <div>
          <HelpSection id="check" title={t('checkTitle')} lead={t('checkLead')}>
            <Facts rows={facts('check')} />
          </HelpSection>
          <HelpSection id="install" title={t('installTitle')} lead={t('installLead')}>
            <div className="border-t border-line">
              {guides.map(({ family, name, steps, after }) => (
                <Fold key={family} title={name}>
                  <div className="grid gap-8 sm:grid-cols-2"><Steps title={t('stepsInstall')} items={steps} /><Steps title={t('stepsAfter')} items={after} /></div>
                </Fold>
              ))}
            </div>
          </HelpSection>
          <HelpSection id="trouble" title={t('troubleTitle')}>
            <div className="border-t border-line">
              {help.trouble.map(({ label, text }) => <Fold key={label} title={label}><p className="measure">{text}</p></Fold>)}
            </div>
          </HelpSection>
          <HelpSection id="refund" title={t('refundTitle')}>
            <Facts rows={facts('refund')} />
          </HelpSection>
          <HelpSection id="find" title={t('findTitle')} lead={t('find')}>
            <LinkButton look="plain" href={hrefIn(locale, '/orders')} rel="nofollow">{t('findAction')}</LinkButton>
          </HelpSection>
        </div>
      </div>
    </Page>
  );
}

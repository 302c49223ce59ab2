import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { Suspense, type ReactNode } from 'react';
import { cancel, rehearse, subscribe, unsubscribe } from '@/app/[locale]/admin/providers/[providerId]/actions';
import { actionWords } from '@/components/admin/action-words';
import { AdminSection, AdminTitle } from '@/components/admin/admin-frame';
import { PlannedTable, StockTable, WebhookTable } from '@/components/admin/account-tables';
import { StaffLog } from '@/components/admin/staff-log';
import { Asking, WhenTold } from '@/components/admin/when-told';
import { BackLink } from '@/components/ui/back-link';
import { hrefIn } from '@/i18n/routing';
import { listAudit } from '@/lib/operations/list-audit';
import { accountAbilities, askPlanned, askStock, askWebhooks, findAccount, webhookAddress, type Account } from '@/lib/operations/provider-account';
import { staffOfPage } from '@/lib/web/page';

type Shown = { account: Account; locale: string };

async function Webhooks({ account, locale }: Shown) {
  const [t, words, told] = await Promise.all([getTranslations('support'), actionWords(), askWebhooks(account)]);
  return <WhenTold told={told} provider={account.displayName} instead={t('webhooksByHand')}>{(webhooks) => <WebhookTable webhooks={webhooks} can={accountAbilities(account)} fixed={{ providerId: account.id }} locale={locale} words={words} actions={{ subscribe, unsubscribe, rehearse }} />}</WhenTold>;
}

async function Planned({ account, locale }: Shown) {
  const [words, told] = await Promise.all([actionWords(), askPlanned(account)]);
  return <WhenTold told={told} provider={account.displayName}>{(planned) => <PlannedTable {...planned} can={accountAbilities(account)} fixed={{ providerId: account.id }} locale={locale} words={words} cancel={cancel} />}</WhenTold>;
}

async function Stock({ account, locale }: Shown) {
  return <WhenTold told={await askStock(account)} provider={account.displayName}>{(items) => <StockTable items={items} locale={locale} />}</WhenTold>;
}

const Told = ({ title, text, provider, children }: { title: string; text?: string; provider: string; children: ReactNode }) => (
  <AdminSection title={title}>
    {text ? <p className="mb-3 break-words text-13 text-quiet">{text}</p> : null}
    <Suspense fallback={<Asking provider={provider} />}>{children}</Suspense>
  </AdminSection>
);

export default async function ProviderPage({ params }: { params: Promise<{ locale: string; providerId: string }> }) {
  const { locale, providerId } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const account = findAccount(providerId);
  if (!account) notFound();
  const [t, { entries }] = await Promise.all([getTranslations('support'), listAudit({ about: account.id })]);
  const shown: Shown = { account, locale };
  const provider = account.displayName;
  return (
    <>
      <BackLink href={hrefIn(locale, '/admin/providers')}>{t('providers')}</BackLink>
      <AdminTitle>{provider}</AdminTitle>
      <Told title={t('webhooks')} text={t('webhooksText', { address: webhookAddress(account.id) })} provider={provider}><Webhooks {...shown} /></Told>
      <Told title={t('planned')} provider={provider}><Planned {...shown} /></Told>
      <Told title={t('stock')} text={t('stockText')} provider={provider}><Stock {...shown} /></Told>
      <AdminSection title={t('staffLog')}><StaffLog entries={entries} locale={locale} empty={t('staffLogNone')} /></AdminSection>
    </>
  );
}

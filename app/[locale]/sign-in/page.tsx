import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { z } from 'zod';
import { SignInForm } from '@/components/account/sign-in-form';
import { Notice } from '@/components/ui/notice';
import { Page, PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';
import { identityProviderIds } from '@/lib/auth/identity-providers';
import { returnPath } from '@/lib/auth/return-path';
import { getViewer } from '@/lib/auth/viewer';
import { env } from '@/lib/env';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const query = z.object({ error: z.string().optional().catch(undefined), callbackUrl: z.string().optional().catch(undefined), sent: z.string().optional().catch(undefined) });

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'account' }))('signInTitle') };
}

function faultOf(error: string): 'errorExpired' | 'errorNotLinked' | 'errorDenied' {
  if (error === 'Verification') return 'errorExpired';
  return error === 'OAuthAccountNotLinked' ? 'errorNotLinked' : 'errorDenied';
}

export default async function SignInPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const [asked, viewer, t] = await Promise.all([searchParams, getViewer(), getTranslations('account')]);
  const { error, callbackUrl, sent } = query.parse(asked);
  const back = callbackUrl ? returnPath(callbackUrl, new URL(env().APP_URL).origin) : hrefIn(locale, '/account/orders');
  if (viewer.customerId && !error) redirect(back);
  const words = {
    emailLabel: t('emailLabel'), emailHint: t('emailHint'), sendLink: t('sendLink'), sending: t('sending'), orWith: t('orWith'),
    withGoogle: t('withGoogle'), withApple: t('withApple'), sentTitle: t('sentTitle'), sentLead: t.raw('sentLead') as string, sentHint: t('sentHint'),
    sentAgain: t('sentAgain'), errorEmailInvalid: t('errorEmailInvalid'), errorTooMany: t.raw('errorTooMany') as string, errorNotSent: t('errorNotSent'),
  };
  return (
    <Page narrow>
      <PageTitle lead={t('signInLead')}>{t('signInTitle')}</PageTitle>
      {error ? <div className="mb-6"><Notice tone="warn" role="alert">{t(faultOf(error))}</Notice></div> : null}
      {sent && !error ? <div className="mb-6"><Notice tone="good" role="status" title={t('sentTitle')}>{t('sentHint')}</Notice></div> : null}
      <SignInForm words={words} callbackUrl={back} identityProviders={identityProviderIds()} />
      <p className="mt-8 border-t border-line pt-4 text-quiet">
        {t('guestQuestion')} <a href={hrefIn(locale, '/orders')} className="inline-flex min-h-11 items-center font-semibold text-ink underline underline-offset-4">{t('guestLink')}</a>
      </p>
    </Page>
  );
}

import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';
import { isLocale } from '@/i18n/routing';
import { env } from '@/lib/env';
import '../globals.css';

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'common' });
  return { metadataBase: new URL(env().APP_URL), title: { default: t('title'), template: '%s · Simplify' }, description: t('description') };
}

export const viewport: Viewport = { themeColor: [{ media: '(prefers-color-scheme: light)', color: '#FAF9F6' }, { media: '(prefers-color-scheme: dark)', color: '#0F1012' }] };

export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const { errors } = await getMessages({ locale });
  return (
    <html lang={locale} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body data-failure={JSON.stringify(errors.failure)}>
        <Shell locale={locale}>{children}</Shell>
      </body>
    </html>
  );
}

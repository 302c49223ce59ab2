import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageLinks } from '@/components/layout/language-links';
import { hrefIn } from '@/i18n/routing';

function Header({ locale }: { locale: string }) {
  const t = useTranslations('common');
  const link = 'inline-flex min-h-11 items-center px-2 text-15 hover:underline underline-offset-4';
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex max-w-[1120px] flex-wrap items-center justify-between gap-x-4 px-4 sm:px-6">
        <a href={hrefIn(locale, '/')} className="inline-flex min-h-14 items-center gap-2 text-17 font-semibold tracking-tight">
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <circle cx="5" cy="5" r="2.6" fill="currentColor" /><circle cx="15" cy="5" r="2.6" fill="currentColor" />
            <circle cx="5" cy="15" r="2.6" fill="currentColor" /><circle cx="15" cy="15" r="2.6" className="fill-signal" />
          </svg>
          Simplify
        </a>
        <nav aria-label={t('mainNavigation')} className="-mx-2 flex flex-wrap">
          <a className={link} href={hrefIn(locale, '/destinations')}>{t('destinations')}</a>
          <a className={link} href={hrefIn(locale, '/help')}>{t('help')}</a>
          <a className={link} href={hrefIn(locale, '/account/orders')} rel="nofollow">{t('orders')}</a>
        </nav>
      </div>
    </header>
  );
}

function Footer({ locale }: { locale: string }) {
  const t = useTranslations('common');
  return (
    <footer className="mt-auto border-t border-line">
      <div className="mx-auto flex max-w-[1120px] flex-wrap justify-between gap-4 px-4 py-6 text-13 text-quiet sm:px-6">
        <p className="measure self-center">{t('footer')}</p>
        <LanguageLinks locale={locale} label={t('languages')} />
      </div>
    </footer>
  );
}

/** What stands around every page. */
export function Shell({ locale, children }: { locale: string; children: ReactNode }) {
  const t = useTranslations('common');
  return (
    <>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:p-3">{t('skipToContent')}</a>
      <Header locale={locale} />
      <div className="pb-16">{children}</div>
      <Footer locale={locale} />
    </>
  );
}

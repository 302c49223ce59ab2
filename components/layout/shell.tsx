import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { hrefIn, LOCALES } from '@/i18n/routing';

const LANGUAGE: Record<string, string> = { en: 'English', de: 'Deutsch' };

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
    <footer className="mt-16 border-t border-line">
      <div className="mx-auto flex max-w-[1120px] flex-wrap justify-between gap-4 px-4 py-8 text-13 text-quiet sm:px-6">
        <p className="measure">{t('footer')}</p>
        <ul className="flex gap-4" aria-label={t('languages')}>
          {LOCALES.map((each) => (
            <li key={each}>
              <a href={hrefIn(each, '/')} hrefLang={each} lang={each} aria-current={each === locale ? 'true' : undefined} className="underline underline-offset-4 aria-[current]:no-underline">
                {LANGUAGE[each]}
              </a>
            </li>
          ))}
        </ul>
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
      {children}
      <Footer locale={locale} />
    </>
  );
}

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { hrefIn } from '@/i18n/routing';
import { AdminLink } from './admin-link';
import { Outcome } from './outcome';

const PLACES = ['orders', 'cases', 'providers', 'fleet', 'audit'] as const;

/** The back office's own bar above every page of it. */
export function AdminFrame({ locale, email, children }: { locale: string; email: string; children: ReactNode }) {
  const t = useTranslations('admin');
  return (
    <div className="mx-auto w-full max-w-[1440px] px-4 sm:px-6">
      <nav aria-label={t('navigation')} className="flex flex-wrap items-center gap-x-5 border-b border-line text-13">
        {PLACES.map((place) => <AdminLink key={place} href={hrefIn(locale, `/admin/${place}`)} label={t(place)} />)}
        <span className="ms-auto hidden py-3 text-quiet sm:inline">{email}</span>
      </nav>
      <main id="main" className="py-6"><Outcome>{children}</Outcome></main>
    </div>
  );
}

export const AdminTitle = ({ children, note }: { children: ReactNode; note?: ReactNode }) => (
  <header className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
    <h1 className="text-21 font-semibold tracking-tight">{children}</h1>
    {note ? <p className="text-13 text-quiet">{note}</p> : null}
  </header>
);

/** One of several whole things on a page: a heavier rule and a larger name than its parts have. */
export const AdminChapter = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="mt-12 border-t-2 border-ink pt-4 first-of-type:mt-6">
    <h2 className="mb-3 text-17 font-semibold tracking-tight">{title}</h2>
    {children}
  </section>
);

export const AdminSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="mt-8">
    <h2 className="mb-2 text-15 font-semibold">{title}</h2>
    {children}
  </section>
);

'use client';

import { usePathname } from 'next/navigation';
import { hrefIn, LANGUAGES, LOCALES } from '@/i18n/routing';

const PREFIX = new RegExp(`^/(?:${LOCALES.join('|')})(?=/|$)`);

/** The page one is on, in every language. */
export function LanguageLinks({ locale, label }: { locale: string; label: string }) {
  // The server sees the rewritten address, the browser the short one; without the language they are the same.
  const path = (usePathname() ?? '/').replace(PREFIX, '') || '/';
  return (
    <ul className="flex gap-4" aria-label={label}>
      {LOCALES.map((each) => (
        <li key={each}>
          <a href={hrefIn(each, path)} hrefLang={each} lang={each} aria-current={each === locale ? 'true' : undefined} className="inline-flex min-h-11 items-center underline underline-offset-4 aria-[current]:font-semibold aria-[current]:no-underline">
            {LANGUAGES[each]}
          </a>
        </li>
      ))}
    </ul>
  );
}

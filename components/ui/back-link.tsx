import type { ReactNode } from 'react';

/** Up one level; the arrow points to where reading begins. */
export const BackLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <p className="-mt-4 mb-4 sm:-mt-6 sm:mb-6">
    <a href={href} className="inline-flex min-h-11 items-center gap-2 text-15 text-quiet underline-offset-4 hover:text-ink hover:underline">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="rtl:-scale-x-100"><path d="M9.5 3 4.5 8l5 5" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" /></svg>
      {children}
    </a>
  </p>
);

import type { ReactNode } from 'react';

export type HelpSectionProps = { id: string; title: string; lead?: string; children: ReactNode };

export function HelpSection({ id, title, lead, children }: HelpSectionProps) {
  return (
    <section aria-labelledby={id} className="mt-12 first:mt-0">
      <h2 id={id} className="scroll-mt-6 text-21 font-semibold tracking-tight">{title}</h2>
      {lead ? <p className="measure mt-1 text-quiet">{lead}</p> : null}
      <div className="mt-4">{children}</div>
    </section>
  );
}

export type FoldProps = { title: string; children: ReactNode };

/** A question that opens; the browser's own, so it works without script and with find-in-page. */
export const Fold = ({ title, children }: FoldProps) => (
  <details className="fold border-b border-line">
    <summary className="flex min-h-13 items-center justify-between gap-4 py-2.5 font-semibold">{title}</summary>
    <div className="pb-6">{children}</div>
  </details>
);

import type { ReactNode } from 'react';

export const INPUT = 'mt-1 min-h-11 w-full rounded-card border border-quiet bg-raised px-3 text-13';

/** One thing staff can do: what it is, what it means, and the form. */
export const Part = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <section className="border-t border-line py-4 text-13">
    <h3 className="font-semibold">{title}</h3>
    <p className="mb-2 text-quiet">{text}</p>
    {children}
  </section>
);

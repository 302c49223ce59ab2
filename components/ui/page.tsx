import type { ReactNode } from 'react';

export const Page = ({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) => (
  <main id="main" className={`mx-auto w-full px-4 py-8 sm:px-6 sm:py-12 ${narrow ? 'max-w-[640px]' : 'max-w-[1120px]'}`}>
    {children}
  </main>
);

export const PageTitle = ({ children, lead }: { children: ReactNode; lead?: ReactNode }) => (
  <header className="mb-8">
    <h1 className="text-28 font-semibold tracking-tight text-balance sm:text-40">{children}</h1>
    {lead ? <p className="measure mt-3 text-17 text-quiet">{lead}</p> : null}
  </header>
);

export const SectionTitle = ({ children, id }: { children: ReactNode; id?: string }) => (
  <h2 id={id} className="mb-4 mt-12 text-21 font-semibold tracking-tight">{children}</h2>
);

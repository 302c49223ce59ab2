import type { ReactNode } from 'react';

/** What nobody told us, printed so that it is seen. */
export const Unstated = ({ children }: { children: ReactNode }) => <span className="border-b-2 border-dotted border-quiet text-quiet">{children}</span>;

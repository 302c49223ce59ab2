import type { ReactNode } from 'react';

export type TicketProps = { children: ReactNode; stub: ReactNode; className?: string };

/** What you get, the tear line, what you pay. */
export function Ticket({ children, stub, className = '' }: TicketProps) {
  return (
    <article className={`rounded-card border border-line bg-raised ${className}`}>
      <div className="px-5 pt-5 pb-6 sm:px-6">{children}</div>
      <div className="tear" />
      <div className="px-5 py-5 sm:px-6">{stub}</div>
    </article>
  );
}

import type { ReactNode } from 'react';

export type SearchBarProps = { label: string; hint: string; value: string; action: string; submit: string; reset?: { href: string; label: string } | null; children?: ReactNode };

/** A search that is an address: it can be bookmarked and sent to a colleague. */
export function SearchBar({ label, hint, value, action, submit, reset, children }: SearchBarProps) {
  return (
    <form role="search" method="get" action={action} className="mb-4 flex flex-wrap items-end gap-3 text-13">
      <label className="min-w-0 grow basis-72">
        <span className="mb-1 block text-quiet">{label}</span>
        <input type="search" name="q" defaultValue={value} placeholder={hint} maxLength={200} className="min-h-11 w-full rounded-card border border-quiet bg-raised px-3 text-13 placeholder:text-quiet" />
      </label>
      {children}
      <button type="submit" className="min-h-11 rounded-card border border-quiet bg-raised px-4 font-semibold hover:border-ink">{submit}</button>
      {reset ? <a href={reset.href} className="inline-flex min-h-11 items-center underline underline-offset-4">{reset.label}</a> : null}
    </form>
  );
}

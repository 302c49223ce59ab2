import type { ReactNode } from 'react';

export type FactRow = { label: string; value: ReactNode };

/** Facts printed as a definition list, hairlines between them. */
export function Facts({ rows }: { rows: FactRow[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {rows.map(({ label, value }) => (
        <div key={label} className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[minmax(9rem,1fr)_2fr]">
          <dt className="text-15 text-quiet">{label}</dt>
          <dd className="min-w-0 text-15 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from 'react';

/** Facts side by side, for people who compare. */
export const DenseFacts = ({ rows }: { rows: { label: string; value: ReactNode }[] }) => (
  <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-y border-line py-3 text-13 sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
    {rows.map(({ label, value }) => <div key={label} className="min-w-0"><dt className="text-quiet">{label}</dt><dd className="break-words">{value}</dd></div>)}
  </dl>
);

'use client';

import { useId } from 'react';

export type DeviceCheckProps = { isConfirmed: boolean; onChange: (isConfirmed: boolean) => void; words: Record<'device' | 'deviceHow' | 'deviceHint', string>; error: string | null };

export function DeviceCheck({ isConfirmed, onChange, words, error }: DeviceCheckProps) {
  const id = useId();
  return (
    <div>
      <div className="flex items-start gap-3">
        <input
          id={id} type="checkbox" checked={isConfirmed} onChange={(event) => onChange(event.target.checked)} required
          aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-error` : undefined} className="mt-0.5 size-6 shrink-0 accent-signal-strong"
        />
        <label htmlFor={id} className="text-15 font-semibold">{words.device}</label>
      </div>
      {error ? <p id={`${id}-error`} className="mt-1.5 text-13 font-semibold text-bad">{error}</p> : null}
      <details className="mt-2 ps-9 text-15 text-quiet">
        <summary className="min-h-8 underline underline-offset-4">{words.deviceHow}</summary>
        <p className="mt-1">{words.deviceHint}</p>
      </details>
    </div>
  );
}

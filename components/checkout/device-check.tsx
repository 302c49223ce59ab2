'use client';

import { useId } from 'react';

export type DeviceCheckProps = {
  isConfirmed: boolean;
  onChange: (isConfirmed: boolean) => void;
  words: Record<'device' | 'deviceHow' | 'deviceDial' | 'deviceIphone' | 'deviceAndroid', string>;
  error: string | null;
};

export function DeviceCheck({ isConfirmed, onChange, words, error }: DeviceCheckProps) {
  const id = useId();
  return (
    <div>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2 text-15 font-semibold">
        <input
          type="checkbox" checked={isConfirmed} onChange={(event) => onChange(event.target.checked)} required
          aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-error` : undefined} className="size-6 shrink-0 accent-signal-strong"
        />
        {words.device}
      </label>
      {error ? <p id={`${id}-error`} className="ps-9 text-13 font-semibold text-bad">{error}</p> : null}
      <details className="ps-9 text-15 text-quiet">
        <summary className="min-h-11 py-2.5 underline underline-offset-4">{words.deviceHow}</summary>
        <ul className="measure list-disc space-y-1.5 ps-5 pb-1">
          <li>{words.deviceDial}</li><li>{words.deviceIphone}</li><li>{words.deviceAndroid}</li>
        </ul>
      </details>
    </div>
  );
}

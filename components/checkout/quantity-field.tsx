'use client';

export type QuantityFieldProps = { value: number; onChange: (value: number) => void; words: Record<'quantity' | 'fewer' | 'more', string>; isDisabled?: boolean };

const MAX = 10;
const step = 'size-11 rounded-card border border-line bg-raised text-21 font-semibold hover:border-quiet disabled:opacity-40';

export function QuantityField({ value, onChange, words, isDisabled = false }: QuantityFieldProps) {
  return (
    <div role="group" aria-label={words.quantity}>
      <p className="mb-1.5 text-15 font-semibold">{words.quantity}</p>
      <div className="flex items-center gap-3">
        <button type="button" className={step} aria-label={words.fewer} disabled={isDisabled || value <= 1} onClick={() => onChange(value - 1)}>−</button>
        <output className="figures min-w-8 text-center text-17" aria-live="polite">{value}</output>
        <button type="button" className={step} aria-label={words.more} disabled={isDisabled || value >= MAX} onClick={() => onChange(value + 1)}>+</button>
      </div>
    </div>
  );
}

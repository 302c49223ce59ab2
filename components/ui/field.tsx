import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

export type FieldProps = InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: ReactNode; error?: string | null };

/** A labelled input; hint and error are tied to it for those who do not see them. */
export function Field({ label, hint, error, className = '', ...input }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-15 font-semibold">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className="min-h-11 w-full rounded-card border border-quiet bg-raised px-3.5 py-2.5 text-17 text-ink placeholder:text-quiet aria-invalid:border-bad"
        {...input}
      />
      {hint ? <div id={`${id}-hint`} className="mt-1.5 text-13 text-quiet">{hint}</div> : null}
      {error ? <p id={`${id}-error`} className="mt-1.5 text-13 font-semibold text-bad">{error}</p> : null}
    </div>
  );
}

'use client';

import emailSpellChecker from '@zootools/email-spell-checker';
import { useState } from 'react';
import { Field } from '@/components/ui/field';

export type EmailFieldProps = {
  value: string;
  onChange: (value: string) => void;
  words: Record<'email' | 'emailHint' | 'emailSuggestion' | 'emailUse', string>;
  error: string | null;
};

/** Asks once, and asks back when the domain looks mistyped. */
export function EmailField({ value, onChange, words, error }: EmailFieldProps) {
  const [suggestion, setSuggestion] = useState<string | null>(null);
  const check = () => setSuggestion(emailSpellChecker.run({ email: value })?.full ?? null);
  const take = () => {
    if (suggestion) onChange(suggestion);
    setSuggestion(null);
  };
  const change = (typed: string) => {
    setSuggestion(null);
    onChange(typed);
  };
  // Hint and question share one place of one height: nothing moves under the finger.
  const below = (
    <span role="status" className="flex min-h-11 flex-wrap items-center gap-x-2">
      {suggestion ? (
        <>
          <span className="text-15 text-ink">{words.emailSuggestion.replace('{email}', suggestion)}</span>
          <button type="button" onClick={take} className="min-h-11 text-15 font-semibold text-ink underline underline-offset-4">{words.emailUse}</button>
        </>
      ) : (
        words.emailHint
      )}
    </span>
  );
  return (
    <Field
      label={words.email} hint={below} error={error} type="email" name="email" autoComplete="email" inputMode="email" required value={value}
      onChange={(event) => change(event.target.value)} onBlur={check}
    />
  );
}

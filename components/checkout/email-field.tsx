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
  return (
    <div>
      <Field
        label={words.email} hint={words.emailHint} error={error} type="email" name="email" autoComplete="email" inputMode="email" required value={value}
        onChange={(event) => onChange(event.target.value)} onBlur={check}
      />
      <p role="status" className="text-15">
        {suggestion && suggestion !== value ? (
          <>
            {words.emailSuggestion.replace('{email}', suggestion)}{' '}
            <button type="button" onClick={take} className="min-h-11 font-semibold underline underline-offset-4">{words.emailUse}</button>
          </>
        ) : null}
      </p>
    </div>
  );
}

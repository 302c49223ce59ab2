'use client';

import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';

export type LookUpFormProps = {
  send: (input: { number: string; email: string }) => Promise<{ ok: boolean; code?: string }>;
  words: Record<'number' | 'email' | 'send' | 'sent' | 'tooMany' | 'invalid', string>;
};

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

export function LookUpForm({ send, words }: LookUpFormProps) {
  const [answer, setAnswer] = useState<{ tone: 'good' | 'bad'; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (form: FormData) => {
    setBusy(true);
    const result = await send({ number: textOf(form, 'number'), email: textOf(form, 'email') }).catch(() => ({ ok: false, code: 'unexpected' }));
    setBusy(false);
    if (result.ok) setAnswer({ tone: 'good', text: words.sent });
    else setAnswer({ tone: 'bad', text: result.code === 'too-many-requests' ? words.tooMany : words.invalid });
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void submit(new FormData(event.currentTarget));
  };
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-6">
      <Field label={words.number} name="number" autoComplete="off" autoCapitalize="characters" required className="figures" />
      <Field label={words.email} name="email" type="email" autoComplete="email" required />
      <div aria-live="polite">{answer ? <Notice tone={answer.tone}>{answer.text}</Notice> : null}</div>
      <Button type="submit" disabled={isBusy}>{words.send}</Button>
    </form>
  );
}

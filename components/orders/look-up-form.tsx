'use client';

import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';

type Answer = { ok: boolean; code?: string; fields?: Record<string, string> };
export type LookUpFormProps = {
  send: (input: { number: string; email: string }) => Promise<Answer>;
  words: Record<'number' | 'numberHint' | 'numberMissing' | 'email' | 'emailMissing' | 'send' | 'sending' | 'sent' | 'tooMany' | 'failed', string>;
};

/** Asks for number and address; the answer is the same whether they belong together or not. */
export function LookUpForm({ send, words }: LookUpFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (given: FormData) => {
    setBusy(true);
    const result = await send({ number: String(given.get('number') ?? ''), email: String(given.get('email') ?? '') }).catch(() => ({ ok: false, code: 'unexpected' }));
    setBusy(false);
    setAnswer(result);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) void submit(new FormData(event.currentTarget));
  };
  const isInvalid = answer?.code === 'invalid-input';
  const text = answer?.ok ? words.sent : answer?.code === 'too-many-requests' ? words.tooMany : words.failed;
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="grid gap-6">
      <Field label={words.number} hint={words.numberHint} error={answer?.fields?.number ? words.numberMissing : null} name="number" autoComplete="off" autoCapitalize="characters" spellCheck={false} required />
      <Field label={words.email} error={answer?.fields?.email ? words.emailMissing : null} name="email" type="email" autoComplete="email" inputMode="email" required />
      <div role="status">{answer && !isInvalid ? <Notice tone={answer.ok ? 'good' : 'bad'}>{text}</Notice> : null}</div>
      <Button type="submit" aria-disabled={isBusy} className="min-h-14 text-17">{isBusy ? words.sending : words.send}</Button>
    </form>
  );
}

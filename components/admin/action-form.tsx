'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { useTell } from './outcome';

type Answer = { ok: true; data: { outcome: string } } | { ok: false; code: string };
export type ActionWords = { confirm: string; keep: string; working: string; done: Record<string, string>; refused: Record<string, string> };
export type ActionFormProps = {
  action: (input: unknown) => Promise<Answer>;
  words: ActionWords;
  label: string;
  /** Sent along; never trusted by the action. */
  fixed: Record<string, string>;
  /** Asks again before acting; `{amount}` is what was typed, or `wholeAmount`. */
  question?: string;
  wholeAmount?: string;
  look?: 'plain' | 'danger';
  children?: ReactNode;
};

const DENSE = 'min-h-9! px-3! py-1.5! text-13! pointer-coarse:min-h-11!';

/** One thing staff can do: asks again where it matters, says what came of it, and keeps what was typed when it was refused. */
export function ActionForm({ action, words, label, fixed, question, wholeAmount = '', look = 'plain', children }: ActionFormProps) {
  const router = useRouter();
  const [asking, setAsking] = useState<string | null>(null);
  const [isBusy, begin] = useTransition();
  const [code, setCode] = useState<string | null>(null);
  const tell = useTell();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = Object.fromEntries(new FormData(form));
    const amount = typeof typed.amount === 'string' && typed.amount.trim() ? typed.amount.trim() : wholeAmount;
    if (question && asking === null) return setAsking(question.replace('{amount}', amount));
    begin(async () => {
      tell('');
      const result = await action({ ...typed, ...fixed });
      setAsking(null);
      setCode(result.ok ? null : result.code);
      if (!result.ok) return;
      form.reset();
      tell(words.done[result.data.outcome] ?? '');
      router.refresh();
    });
  };

  return (
    // What was asked about must be what is sent: a change takes the question back.
    <form onSubmit={submit} onChange={() => setAsking(null)} className="space-y-2 text-13">
      {children}
      {asking !== null ? (
        <div role="alert" className="space-y-2 rounded-card border border-warn p-3">
          <p className="font-semibold">{asking}</p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="danger" disabled={isBusy} className={DENSE}>{isBusy ? words.working : words.confirm}</Button>
            <Button look="plain" className={DENSE} onClick={() => setAsking(null)}>{words.keep}</Button>
          </div>
        </div>
      ) : (
        <Button type="submit" look={look} disabled={isBusy} className={DENSE}>{isBusy ? words.working : label}</Button>
      )}
      <p role="status" className="font-semibold text-bad empty:-mt-2">{code === null ? null : (words.refused[code] ?? words.refused.unexpected)}</p>
    </form>
  );
}

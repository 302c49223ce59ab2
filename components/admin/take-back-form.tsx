'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import type { ActionWords } from './action-form';
import { useTell } from './outcome';

type Refused = { ok: false; code: string };
export type TakeBackFormProps = {
  check: (input: unknown) => Promise<{ ok: true; data: { words: string } } | Refused>;
  takeBack: (input: unknown) => Promise<{ ok: true; data: { outcome: string } } | Refused>;
  fixed: { orderId: string; esimId: string };
  bundles: { id: string; name: string }[];
  words: ActionWords & Record<'bundle' | 'refundTo' | 'toBalance' | 'toStock' | 'check' | 'would' | 'takeBack' | 'askBalance' | 'askStock', string>;
};
type Asked = { providerBundleId: string; refundTo: string; said: string };

const DENSE = 'min-h-9! px-3! py-1.5! text-13! pointer-coarse:min-h-11!';

/** Taking a bundle back: nothing is chosen beforehand, the provider says what would happen, and only then it can be done. */
export function TakeBackForm({ check, takeBack, fixed, bundles, words }: TakeBackFormProps) {
  const router = useRouter();
  const tell = useTell();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const [isBusy, begin] = useTransition();

  const look = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const chosen = { providerBundleId: String(typed.get('providerBundleId')), refundTo: String(typed.get('refundTo')) };
    begin(async () => {
      tell('');
      const answer = await check({ ...fixed, ...chosen });
      setCode(answer.ok ? null : answer.code);
      setAsked(answer.ok ? { ...chosen, said: answer.data.words } : null);
    });
  };
  const carryOut = ({ said, ...chosen }: Asked) =>
    begin(async () => {
      const answer = await takeBack({ ...fixed, ...chosen, expectedWords: said });
      setAsked(null);
      setCode(answer.ok ? null : answer.code);
      if (answer.ok) tell(words.done[answer.data.outcome] ?? '');
      router.refresh();
    });

  return (
    <form onSubmit={look} onChange={() => setAsked(null)} className="space-y-2 text-13">
      <label className="block">{words.bundle}
        <select name="providerBundleId" required defaultValue="" className="mt-1 min-h-11 w-full rounded-card border border-quiet bg-raised px-3 text-13">
          <option value="" disabled>–</option>
          {bundles.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
      <fieldset>
        <legend>{words.refundTo}</legend>
        {(['balance', 'stock'] as const).map((place) => (
          <label key={place} className="flex min-h-11 items-center gap-2"><input type="radio" name="refundTo" value={place} required className="size-5 accent-signal-strong" />{words[place === 'balance' ? 'toBalance' : 'toStock']}</label>
        ))}
      </fieldset>
      {asked === null ? <Button type="submit" look="plain" disabled={isBusy} className={DENSE}>{isBusy ? words.working : words.check}</Button> : (
        <div role="alert" className="space-y-2 rounded-card border border-warn p-3">
          <p>{words.would} <q className="break-words">{asked.said}</q></p>
          <p className="font-semibold">{asked.refundTo === 'balance' ? words.askBalance : words.askStock}</p>
          <div className="flex flex-wrap gap-2">
            <Button look="danger" disabled={isBusy} className={DENSE} onClick={() => carryOut(asked)}>{isBusy ? words.working : words.takeBack}</Button>
            <Button look="plain" className={DENSE} onClick={() => setAsked(null)}>{words.keep}</Button>
          </div>
        </div>
      )}
      <p role="status" className="font-semibold text-bad empty:-mt-2">{code === null ? null : (words.refused[code] ?? words.refused.unexpected)}</p>
    </form>
  );
}

'use client';

import { useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';

type Answer = { ok: true; data: { text: string } } | { ok: false; code: string };
export type KeptAnswerProps = {
  open: (input: unknown) => Promise<Answer>;
  fixed: { orderId: string; purchaseId: string };
  words: { label: string; show: string; hide: string; working: string; failed: string };
};

/** What the provider answered, only after somebody asked for it; gone again with one press. */
export function KeptAnswer({ open, fixed, words }: KeptAnswerProps) {
  const [text, setText] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [isBusy, begin] = useTransition();
  const show = () =>
    begin(async () => {
      const answer = await open(fixed);
      setFailed(!answer.ok);
      setText(answer.ok ? answer.data.text : null);
    });
  return (
    <div className="mt-3 space-y-2">
      <Button look="plain" className="min-h-9! px-3! py-1.5! text-13! pointer-coarse:min-h-11!" disabled={isBusy} onClick={text === null ? show : () => setText(null)}>
        {isBusy ? words.working : text === null ? words.show : words.hide}
      </Button>
      <div role="status">
        {hasFailed ? <p className="font-semibold text-bad">{words.failed}</p> : null}
        {text === null ? null : <textarea readOnly aria-label={words.label} dir="ltr" rows={12} value={text} className="figures w-full rounded-card border border-quiet bg-raised p-3 text-13" />}
      </div>
    </div>
  );
}

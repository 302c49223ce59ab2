'use client';

import { useState } from 'react';

export type CopyButtonProps = { text: string; label: string; doneLabel: string; /** What is copied, for those who hear the button without its row. */ what: string };

/** Copies and answers "Copied"; the answer is read aloud. */
export function CopyButton({ text, label, doneLabel, what }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    // A browser may refuse; the code stands beside the button and can be marked by hand.
    const isWritten = await navigator.clipboard.writeText(text).then(() => true, () => false);
    setCopied(isWritten);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" onClick={() => void copy()} className="min-h-11 shrink-0 rounded-card border border-line bg-raised px-3 text-13 font-semibold hover:border-quiet">
      <span aria-live="polite">{isCopied ? doneLabel : label}</span> <span className="sr-only">{what}</span>
    </button>
  );
}

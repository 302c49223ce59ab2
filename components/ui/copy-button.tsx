'use client';

import { useState } from 'react';

export type CopyButtonProps = { text: string; label: string; doneLabel: string };

/** Copies and answers "Copied"; the answer is read aloud. */
export function CopyButton({ text, label, doneLabel }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <button type="button" onClick={() => void copy()} className="min-h-11 shrink-0 rounded-card border border-line bg-raised px-3 text-13 font-semibold hover:border-quiet">
      <span aria-live="polite">{isCopied ? doneLabel : label}</span>
    </button>
  );
}

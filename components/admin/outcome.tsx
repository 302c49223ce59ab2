'use client';

import { createContext, useContext, useState, type ReactNode } from 'react';

const Tell = createContext<(text: string) => void>(() => {});

/** Says what an action achieved, in a place that stays when the action's own form is gone. */
export const useTell = () => useContext(Tell);

export function Outcome({ children }: { children: ReactNode }) {
  const [text, tell] = useState('');
  return (
    <Tell value={tell}>
      {children}
      <p role="status" className={text ? 'fixed inset-x-4 bottom-4 z-20 mx-auto w-fit shadow-[0_12px_32px_rgb(0_0_0/0.16)] rounded-card border border-line border-s-4 border-s-good bg-raised px-4 py-3 text-15 font-semibold' : 'sr-only'}>{text}</p>
    </Tell>
  );
}

'use client';

import { useEffect, useState } from 'react';
import { Button, LinkButton } from '@/components/ui/button';

type Trouble = 'refused' | 'unreachable';
export type OpenOrderProps = {
  orderId: string;
  orderHref: string;
  lookUpHref: string;
  words: Record<'opening' | 'failedTitle' | 'failed' | 'lookUp' | 'unreachableTitle' | 'unreachable' | 'again', string>;
};

async function exchange(orderId: string, token: string): Promise<Trouble | null> {
  try {
    const response = await fetch('/api/orders/open', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ orderId, token }) });
    if (response.ok) return null;
    return response.status === 429 || response.status >= 500 ? 'unreachable' : 'refused';
  } catch {
    return 'unreachable';
  }
}

/** Trades the link's secret, which stays in the fragment, for a cookie; then the address is clean. */
export function OpenOrder({ orderId, orderHref, lookUpHref, words }: OpenOrderProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void exchange(orderId, location.hash.slice(1)).then((found) => {
      if (!isCurrent) return;
      if (found === null) location.replace(orderHref);
      else setTrouble(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [orderHref, orderId, round]);
  const again = () => {
    setTrouble(null);
    setRound(round + 1);
  };
  if (!trouble) return <p role="status" className="text-17">{words.opening}</p>;
  const isRefused = trouble === 'refused';
  return (
    <div role="alert">
      <h1 className="text-28 font-semibold tracking-tight sm:text-40">{isRefused ? words.failedTitle : words.unreachableTitle}</h1>
      <p className="measure mb-6 mt-3 text-17 text-quiet">{isRefused ? words.failed : words.unreachable}</p>
      {isRefused ? <LinkButton href={lookUpHref}>{words.lookUp}</LinkButton> : <Button onClick={again}>{words.again}</Button>}
    </div>
  );
}

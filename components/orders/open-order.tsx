'use client';

import { useEffect, useState } from 'react';

export type OpenOrderProps = { orderId: string; orderHref: string; lookUpHref: string; words: Record<'opening' | 'failedTitle' | 'failed' | 'lookUp', string> };

/** Trades the link's secret, which stays in the fragment, for a cookie; then the address is clean. */
export function OpenOrder({ orderId, orderHref, lookUpHref, words }: OpenOrderProps) {
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const token = location.hash.slice(1);
    const exchange = async () => {
      const response = await fetch('/api/orders/open', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ orderId, token }) });
      if (response.ok) location.replace(orderHref);
      else setFailed(true);
    };
    exchange().catch(() => setFailed(true));
  }, [orderHref, orderId]);
  if (!hasFailed) return <p role="status" className="text-17">{words.opening}</p>;
  return (
    <div role="alert">
      <h1 className="text-28 font-semibold tracking-tight">{words.failedTitle}</h1>
      <p className="mb-6 mt-3 text-17 text-quiet">{words.failed}</p>
      <a href={lookUpHref} className="font-semibold underline underline-offset-4">{words.lookUp}</a>
    </div>
  );
}

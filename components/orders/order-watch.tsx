'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

export type OrderWatchProps = { statusUrl: string; shown: string; slowWords: string; sinceMs: number };

const SLOW_MS = 60_000;
const print = (status: Record<string, unknown>) => [status.status, status.payment, status.refundedMinor, status.esimCount].join('|');

/** Asks how the order is doing and renews the page when that changed; says so when it takes long. */
export function OrderWatch({ statusUrl, shown, slowWords, sinceMs }: OrderWatchProps) {
  const router = useRouter();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    let wait = 1_000;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      try {
        const response = await fetch(statusUrl, { cache: 'no-store' });
        if (response.ok && print((await response.json()) as Record<string, unknown>) !== shown) router.refresh();
      } catch {
        // Offline for a moment: the next look follows.
      }
      setSlow(Date.now() - sinceMs > SLOW_MS);
      wait = Math.min(wait * 1.2, 10_000);
      timer = setTimeout(() => void look(), wait);
    };
    timer = setTimeout(() => void look(), wait);
    return () => clearTimeout(timer);
  }, [router, shown, sinceMs, statusUrl]);
  return <p role="status" className="min-h-6 text-15 text-quiet">{isSlow ? slowWords : ''}</p>;
}

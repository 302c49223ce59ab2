'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { printOfStatus } from '@/components/orders/order-mood';

export type OrderWatchProps = {
  statusUrl: string;
  shown: string;
  /** How long the order had been waiting when the server drew the page. */
  waitedMs: number;
  words: { waiting: string; slow: string | null };
};

const [FIRST_MS, LONGEST_MS, SENTENCE_MS, SLOW_MS] = [1_000, 10_000, 4_000, 60_000];

function useWaited(waitedMs: number): number {
  const [waited, setWaited] = useState(waitedMs);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => setWaited(waitedMs + performance.now() - began), 1_000);
    return () => clearInterval(timer);
  }, [waitedMs]);
  return waited;
}

/** Asks how the order is doing, ever more rarely, and renews the page when that changed; says so when it takes long. */
export function OrderWatch({ statusUrl, shown, waitedMs, words }: OrderWatchProps) {
  const router = useRouter();
  const waited = useWaited(waitedMs);
  useEffect(() => {
    let wait = FIRST_MS;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      try {
        const response = await fetch(statusUrl, { cache: 'no-store' });
        if (response.ok && printOfStatus((await response.json()) as Record<string, unknown>) !== shown) router.refresh();
      } catch {
        // Offline for a moment: the next look follows.
      }
      wait = Math.min(wait * 1.25, LONGEST_MS);
      timer = setTimeout(() => void look(), wait);
    };
    const start = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') timer = setTimeout(() => void look(), wait);
    };
    const wake = () => {
      wait = FIRST_MS;
      start();
    };
    start();
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [router, shown, statusUrl]);
  const sentence = waited > SLOW_MS && words.slow ? words.slow : words.waiting;
  return <p role="status" className="measure mb-4 min-h-12 text-15">{waited > SENTENCE_MS ? sentence : ''}</p>;
}

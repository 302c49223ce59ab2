import { dataAmount } from '@/i18n/data-text';
import type { Allowance, EsimBundle } from '@/lib/esims/esim-readings';

export type Left = { fraction: number | null; isUnlimited: boolean; left: string | null; total: string | null };

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** What is left of one allowance, ready to print; unlimited is never a number, and what is not stated stays so. */
export function leftOf(allowance: Allowance | null, print: (amount: number, total: number) => string): Left | null {
  if (allowance === null) return null;
  if (allowance.isUnlimited) return { fraction: null, isUnlimited: true, left: null, total: null };
  const { remaining, total } = allowance;
  const whole = total ?? remaining;
  return {
    isUnlimited: false,
    fraction: remaining !== null && total ? clamp(remaining / total) : null,
    left: remaining === null ? null : print(Math.max(0, remaining), whole ?? 0),
    total: total === null ? null : print(total, total),
  };
}

type Told = Pick<EsimBundle, 'state'>;
const LIVE = new Set<EsimBundle['state']>(['active', 'not-active', 'queued']);

/** A bundle's state as people mean it, in a list that is newest first: queued with nothing live before it waits for nothing, it is just not used yet. */
export function bundleState(bundles: readonly Told[], index: number): NonNullable<EsimBundle['state']> | 'unknown' {
  const state = bundles[index]?.state ?? null;
  if (state === 'queued' && !bundles.slice(index + 1).some((older) => LIVE.has(older.state))) return 'not-active';
  return state ?? 'unknown';
}

/** Prints data with the base of its package. */
export const printData = (locale: string) => (megabytes: number, total: number): string => dataAmount(megabytes, { total, locale });

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

/** So many milliseconds as "12 minutes ago", in the reader's language. */
export function agoText(passed: number, locale: string): string {
  const [unit, size] = STEPS.find(([, length]) => passed >= length) ?? ['minute', 60_000];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-Math.max(0, Math.floor(passed / size)), unit);
}

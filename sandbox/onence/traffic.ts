import { type Card, DAY, noise } from './fleet.ts';

/** A stretch of a SIM's life with one rule: what was used before it, how far it may go, and whether the device may use anything. */
export interface Segment {
  from: number;
  used: number;
  ceiling: number;
  isRunning: boolean;
}

interface Series {
  perDay: number;
  everyDays: number;
  salt: number;
}

// What the device would use from its first day until `at`, if nothing stopped it. Rises steadily, unevenly from day to day.
function appetite(card: Card, series: Series, at: number): number {
  const start = card.activatedAt ?? at;
  const days = Math.max(0, (at - start) / DAY);
  const period = Math.floor(days / series.everyDays);
  // Within a period everything is used on its first day.
  const progress = Math.min(1, days - period * series.everyDays);
  const upTo = (count: number) => (count <= 0 ? 0 : count + 0.8 * noise(card.index, series.salt + count));
  return series.perDay * series.everyDays * (upTo(period) + progress * (upTo(period + 1) - upTo(period)));
}

/** What was used until `at`, by the rules of the time: O(1) for one moment, whatever the age. */
export function usedAt(card: Card, segments: readonly Segment[], series: Series & { at: number }): number {
  const segment = segments.findLast(({ from }) => from <= series.at);
  if (!segment) return 0;
  if (!segment.isRunning) return segment.used;
  const grown = appetite(card, series, series.at) - appetite(card, series, segment.from);
  return Math.max(segment.used, Math.min(segment.ceiling, segment.used + grown));
}

export const dataSeries = (card: Card, factor: number): Series => ({ perDay: card.megabytesPerDay * factor, everyDays: card.everyDays, salt: 100 });
export const smsSeries = (card: Card, factor: number): Series => ({ perDay: card.smsPerDay * factor, everyDays: 1, salt: 50_000 });

/**
 * When a call left and its answer was back, on our steady clock, and when its window ends, on the other side's; `afterFirst`: how long after the
 * first call of its window it left at the least, 0 being that call itself, where the answer tells. All in milliseconds.
 */
export type Trip = { leftAt: number; backAt: number; resetAt: number; afterFirst?: number };
type Least = { ahead: number; trip: number };

/** Old trips are forgotten, since clocks drift. */
const MEMORY_MS = 30_000;
/** The first call of a window may have come so much later than its turn. */
const LATE_MS = 10;
const NOTHING: Least = { ahead: Number.POSITIVE_INFINITY, trip: Number.POSITIVE_INFINITY };
const lesser = (one: Least, other: Least): Least => ({ ahead: Math.min(one.ahead, other.ahead), trip: Math.min(one.trip, other.trip) });

/**
 * Answers from when on, on our steady clock, a call may leave so as to arrive after the window of this trip. The other side's clock may
 * be hours off: a call arrived after its window began and before its answer was back, and the quickest trip says most precisely when.
 * Who has begun no window lately would take one it met in the middle to have begun just then: it goes by the turns taken in it as well.
 */
export function createWindowClock(windowMs: number): (trip: Trip) => number {
  let [before, lately] = [NOTHING, NOTHING];
  let [until, sureUntil] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return ({ leftAt, backAt, resetAt, afterFirst }) => {
    if (backAt >= until) [before, lately, until] = [lately, NOTHING, backAt + MEMORY_MS];
    lately = lesser(lately, { ahead: backAt - (resetAt - windowMs), trip: backAt - leftAt });
    const { ahead, trip } = lesser(before, lately);
    const end = resetAt + ahead - trip;
    if (afterFirst === 0) sureUntil = backAt + MEMORY_MS;
    return afterFirst === undefined || backAt <= sureUntil ? end : Math.min(end, leftAt - afterFirst + LATE_MS + windowMs);
  };
}

/** When a call left and its answer was back, on our steady clock, and when its window ends, on the other side's. All in milliseconds. */
export type Trip = { leftAt: number; backAt: number; resetAt: number };
type Least = { ahead: number; trip: number };

/** Old trips are forgotten, since clocks drift. */
const MEMORY_MS = 30_000;
const NOTHING: Least = { ahead: Number.POSITIVE_INFINITY, trip: Number.POSITIVE_INFINITY };
const lesser = (one: Least, other: Least): Least => ({ ahead: Math.min(one.ahead, other.ahead), trip: Math.min(one.trip, other.trip) });

/**
 * Answers from when on, on our steady clock, a call may leave so as to arrive after the window of this trip. The other side's clock may
 * be hours off: a call arrived after its window began and before its answer was back, and the quickest trip says most precisely when.
 */
export function createWindowClock(windowMs: number): (trip: Trip) => number {
  let [before, lately] = [NOTHING, NOTHING];
  let until = Number.NEGATIVE_INFINITY;
  return ({ leftAt, backAt, resetAt }) => {
    if (backAt >= until) [before, lately, until] = [lately, NOTHING, backAt + MEMORY_MS];
    lately = lesser(lately, { ahead: backAt - (resetAt - windowMs), trip: backAt - leftAt });
    const { ahead, trip } = lesser(before, lately);
    return resetAt + ahead - trip;
  };
}

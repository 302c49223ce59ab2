import { expect, test } from 'vitest';
import { createWindowClock } from '@/lib/providers/turns/window-clock';

const WINDOW_MS = 1_000;
/** A service whose clock is off by `offMs`, whose network takes `outMs` and `backMs`, and whose windows begin with a call. */
const trip = (leftAt: number, { offMs = 0, outMs = 2, backMs = 2, workMs = 0 } = {}) => {
  const arrivedAt = leftAt + outMs;
  return { arrivedAt, leftAt, backAt: arrivedAt + workMs + backMs, resetAt: arrivedAt + WINDOW_MS + offMs };
};

test.each([0, 86_400_000, -86_400_000])('a call that leaves then arrives after the window, the clock over there being off by %d ms', (offMs) => {
  const clock = createWindowClock(WINDOW_MS);
  for (let leftAt = 0; leftAt < 20_000; leftAt += 1_000) {
    const made = trip(leftAt, { offMs, outMs: 10, backMs: 10 });
    expect(clock(made) + 10).toBeGreaterThanOrEqual(made.arrivedAt + WINDOW_MS);
    expect(clock(made)).toBeLessThanOrEqual(leftAt + WINDOW_MS + 10);
  }
});

test('a slow answer moves nothing once a quick one was seen; a call that arrived late does', () => {
  const clock = createWindowClock(WINDOW_MS);
  clock(trip(0));
  const slowWork = trip(1_000, { workMs: 700 });
  expect(clock(slowWork)).toBeLessThan(slowWork.leftAt + WINDOW_MS + 1);
  const slowRoad = trip(3_000, { outMs: 60 });
  expect(clock(slowRoad)).toBeGreaterThanOrEqual(slowRoad.arrivedAt + WINDOW_MS - 2);
});

test('every call of a window tells the same end, also where windows begin by the clock', () => {
  const clock = createWindowClock(WINDOW_MS);
  const ends = [5, 300, 700, 990].map((leftAt) => clock({ leftAt, backAt: leftAt + 4, resetAt: 1_000 }));
  for (const end of ends) expect(end).toBeGreaterThanOrEqual(1_000 - 2);
  expect(ends[3]).toBeLessThan(1_000 + 8);
});

test('a clock that was set back over there is believed again after a minute', () => {
  const clock = createWindowClock(WINDOW_MS);
  for (let leftAt = 0; leftAt < 120_000; leftAt += 10_000) clock(trip(leftAt, { offMs: leftAt < 30_000 ? 5_000 : 0 }));
  const late = trip(130_000);
  expect(clock(late)).toBeGreaterThanOrEqual(late.arrivedAt + WINDOW_MS - 2);
});

test('a reset that never moves, or lies in another age, makes nobody wait longer than a window', () => {
  for (const resetAt of [0, 1e15, -1e15]) {
    const clock = createWindowClock(WINDOW_MS);
    for (let leftAt = 0; leftAt < 5_000; leftAt += 100) expect(clock({ leftAt, backAt: leftAt + 4, resetAt })).toBeLessThanOrEqual(leftAt + 4 + WINDOW_MS);
  }
});

test('who meets a window in its middle goes by the turns taken in it, until it has begun one itself', () => {
  const clock = createWindowClock(WINDOW_MS);
  const inTheMiddle = { ...trip(5_600), resetAt: 6_002 };
  expect(clock({ ...inTheMiddle, afterFirst: 600 })).toBeLessThan(6_002 + 15);
  expect(createWindowClock(WINDOW_MS)(inTheMiddle)).toBeGreaterThan(6_500);
  // From here on its own window tells, and calls of others before it do not.
  clock({ ...trip(7_000), afterFirst: 0 });
  const late = { ...trip(8_100), resetAt: 9_002 };
  expect(clock({ ...late, afterFirst: 900 })).toBeGreaterThanOrEqual(9_000);
  // A minute later it no longer knows.
  expect(clock({ ...trip(70_600), resetAt: 71_602, afterFirst: 600 })).toBeLessThan(71_015);
});

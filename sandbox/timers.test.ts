import { expect, test, vi } from 'vitest';
import { createTimers } from './timers.ts';

/** A world whose clock a test moves by hand, apart from the one Node's timers count. */
function handWound() {
  let now = 0;
  let advanced: (() => void) | undefined;
  let reset: (() => void) | undefined;
  const world = { now: () => new Date(now), onAdvance: (run: () => void) => (advanced = run), onReset: (run: () => void) => (reset = run) };
  return { timers: createTimers(world as never), advance: (ms: number) => ((now += ms), advanced?.()), pass: (ms: number) => (now += ms), reset: () => reset?.() };
}

test('a timer that wakes a moment before its time by the sandbox clock is asked again, and its work is done once', async () => {
  vi.useFakeTimers();
  try {
    const { timers, pass } = handWound();
    const run = vi.fn();
    timers.after(100, run);
    pass(99);
    await vi.advanceTimersByTimeAsync(100);
    expect(run).not.toHaveBeenCalled();
    pass(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(run).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(run).toHaveBeenCalledTimes(1);
  } finally {
    vi.useRealTimers();
  }
});

test('work is done in the order of its time when the clock is advanced past it, and not at all after a reset', () => {
  const { timers, advance, reset } = handWound();
  const done: string[] = [];
  timers.after(2_000, () => done.push('second'));
  timers.after(1_000, () => done.push('first'));
  timers.after(9_000, () => done.push('never'));
  advance(5_000);
  expect(done).toEqual(['first', 'second']);
  reset();
  advance(60_000);
  expect(done).toEqual(['first', 'second']);
});

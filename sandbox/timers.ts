import type { World } from './core.ts';

export type Timers = ReturnType<typeof createTimers>;

/** Runs work after `ms` of sandbox time: by itself as real time passes, at once when the clock is advanced past it. */
export function createTimers(world: World) {
  const pending = new Map<object, { due: number; run: () => void; timer: NodeJS.Timeout }>();
  const runDue = () => {
    const now = world.now().getTime();
    const due = [...pending].filter(([, task]) => task.due <= now).toSorted((a, b) => a[1].due - b[1].due);
    for (const [key, task] of due) {
      clearTimeout(task.timer);
      pending.delete(key);
      task.run();
    }
  };
  const clear = () => {
    for (const task of pending.values()) clearTimeout(task.timer);
    pending.clear();
  };
  world.onAdvance(runDue);
  world.onReset(clear);
  return {
    after(ms: number, run: () => void) {
      const key = {};
      const due = world.now().getTime() + ms;
      // Node counts the milliseconds of another clock and may wake just before the time: then it is asked again.
      const wake = (inMs: number): NodeJS.Timeout =>
        setTimeout(() => {
          runDue();
          const task = pending.get(key);
          if (task) task.timer = wake(due - world.now().getTime());
        }, Math.min(Math.max(inMs, 0), 2 ** 31 - 1)).unref();
      pending.set(key, { due, run, timer: wake(ms) });
    },
    clear,
  };
}

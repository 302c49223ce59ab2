const SWEEP_EVERY_MS = 60_000;

/** When the last slot a process took in each line comes, by its steady clock; lines whose slots have all come are forgotten within a minute of the next. */
export function createLineEnds() {
  const ends = new Map<string, number>();
  let sweepAt = Number.NEGATIVE_INFINITY;
  return {
    note: (account: string, dueAt: number, now: number): void => {
      if (now >= sweepAt) {
        for (const [known, end] of ends) if (end <= now) ends.delete(known);
        sweepAt = now + SWEEP_EVERY_MS;
      }
      ends.set(account, Math.max(ends.get(account) ?? dueAt, dueAt));
    },
    waitMs: (account: string, now: number): number => Math.max(0, (ends.get(account) ?? now) - now),
    size: (): number => ends.size,
  };
}

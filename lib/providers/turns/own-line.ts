type Waiter = { rank: number; wake: () => void };

const lines = new Map<string, Waiter[]>();

/** Lets the calls of this process ask for a slot one at a time, lower ranks first and equal ones as they came: who comes later at a higher rank goes before. */
export function enterOwnLine(account: string, rank: number): { untilFirst: () => Promise<void>; leave: () => void } {
  const line = lines.get(account) ?? [];
  lines.set(account, line);
  const waiter: Waiter = { rank, wake: () => undefined };
  const behind = line.findIndex((other) => other.rank > rank);
  line.splice(behind === -1 ? line.length : behind, 0, waiter);
  return {
    untilFirst: async () => {
      while (line[0] !== waiter) await new Promise<void>((resolve) => (waiter.wake = resolve));
    },
    leave: () => {
      line.splice(line.indexOf(waiter), 1);
      line[0]?.wake();
      if (line.length === 0) lines.delete(account);
    },
  };
}

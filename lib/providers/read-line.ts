import type { ProviderLimit } from '@/lib/providers/provider';
import { sharedTurns } from '@/lib/providers/turns/shared-turns';
import type { Taking, TurnStore } from '@/lib/providers/turns/turn-store';

export type LineNow = ProviderLimit & {
  /** How long a call that came now would wait, milliseconds; null = each eSIM has a line of its own. */
  waitMs: number | null;
};

/** A slot of no length that would have to lie in the past: never taken, and told how far the line reaches. */
const NOTHING = { blockMs: 0, beforeMs: 0, aheadMs: -1e9 } satisfies Omit<Taking, 'burstMs'>;

/** Each limit with its line as it is over all processes; looking takes no turn. */
export async function readLines(limits: readonly ProviderLimit[], turns: TurnStore = sharedTurns()): Promise<LineNow[]> {
  return Promise.all(
    limits.map(async (limit) => {
      const { account, perSecond, burst } = limit;
      if (account === null) return { ...limit, waitMs: null };
      const { waitMs } = await turns.take(account, { ...NOTHING, burstMs: ((burst - 1) * 1_000) / perSecond });
      return { ...limit, waitMs: Math.max(0, waitMs) };
    }),
  );
}

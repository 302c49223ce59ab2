import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '@/lib/providers/provider-error';
import { createLineEnds } from '@/lib/providers/turns/line-ends';
import { enterOwnLine } from '@/lib/providers/turns/own-line';
import { sharedTurns } from '@/lib/providers/turns/shared-turns';
import type { Slot, TurnStore } from '@/lib/providers/turns/turn-store';

/** Who may go first. An order takes the next free slot at once; the others only one that is near, so that no order waits for more than two. */
export type Priority = 'order' | 'top-up' | 'customer' | 'background';

/** How often an account may be called: evenly, after at most `burst` calls at once (1 when not given). One line for all processes. */
export type Limit = { providerId: string; account: string; perSecond: number; burst?: number };

export type Turn = Limit & {
  priority: Priority;
  /** Slots one call takes; 1 when not given. */
  cost?: number;
};

/** How far ahead a slot may be taken, in slots: far enough to be awake in time, and each before who may only come later. */
const AHEAD: Record<Priority, number> = { order: 100_000, 'top-up': 1, customer: 0.8, background: 0.6 };

/** Longer than this nobody stands in line: the caller knows a better moment to come back. */
const PATIENCE_MS: Record<Priority, number> = { order: 20_000, 'top-up': 15_000, customer: 10_000, background: 30_000 };

/** So shortly before its slot a call looks once more whether everybody is to stay away; then it leaves by its own timer, to the millisecond. */
const LAST_LOOK_MS = 8;
const SURE_MS = 12;

const lineEnds = createLineEnds();

/** A slot that has come, and when it came on this machine's steady clock. */
export type Departure = { slot: Slot; dueAt: number };

/** Sleeps until the slot has come; whoever is asked to stay away meanwhile, stays away with it. Null = the line closed. */
async function leaveAt(turns: TurnStore, account: string, taken: { slot: Slot; waitMs: number }): Promise<Departure | null> {
  for (let waitMs: number | null = taken.waitMs; waitMs !== null; waitMs = await turns.look(account, taken.slot)) {
    const now = performance.now();
    const dueAt = now + waitMs;
    lineEnds.note(account, dueAt, now);
    if (waitMs <= SURE_MS) {
      if (waitMs > 0) await sleep(Math.ceil(waitMs));
      return { slot: taken.slot, dueAt };
    }
    await sleep(waitMs - LAST_LOOK_MS);
  }
  return null;
}

/** A call of several slots counts whole at one moment: its slots must be free before it, and its block after it, in any window. */
const takingOf = ({ perSecond, burst = 1, cost = 1, priority }: Turn) => {
  const slotMs = 1_000 / perSecond;
  return { blockMs: cost * slotMs, beforeMs: (cost - 1) * slotMs, burstMs: (burst - 1) * slotMs, aheadMs: Math.min(AHEAD[priority] * slotMs, PATIENCE_MS[priority]) };
};

const RANK: Record<Priority, number> = { order: 0, 'top-up': 1, customer: 2, background: 3 };

/** Asks for a slot until there is one near enough. */
async function findSlot(turn: Turn, turns: TurnStore): Promise<{ slot: Slot; waitMs: number }> {
  const { account, priority, providerId } = turn;
  const taking = takingOf(turn);
  const line = enterOwnLine(account, RANK[priority]);
  try {
    for (;;) {
      await line.untilFirst();
      const { slot, waitMs } = await turns.take(account, taking);
      if (slot) return { slot, waitMs };
      if (waitMs > PATIENCE_MS[priority]) throw new ProviderError('rate-limited', providerId, { notAsked: true, retryAfterMs: Math.ceil(waitMs), message: `${providerId}: no turn before long` });
      await sleep(Math.max(waitMs - taking.aheadMs, 0));
    }
  } finally {
    line.leave();
  }
}

/** Waits until a call to this account may leave, and answers its departure. Throws `rate-limited`, with when to come back, rather than wait for long. */
export async function takeTurn(turn: Turn, turns: TurnStore = sharedTurns()): Promise<Departure> {
  for (;;) {
    const departure = await leaveAt(turns, turn.account, await findSlot(turn, turns));
    if (departure) return departure;
  }
}

/** How long the next call would stand in line, milliseconds, as this process saw it last: asked in transactions, it must not wait for a connection itself. */
export const turnWaitMs = ({ account }: Limit): number => lineEnds.waitMs(account, performance.now());

/** The provider said how long to stay away: nobody's call leaves before. */
export async function holdTurns({ account, perSecond }: Limit, forMs: number, turns: TurnStore = sharedTurns()): Promise<void> {
  await turns.hold(account, forMs, 1_000 / perSecond);
}

/** The window that counted the call of `slot` ends in `endsInMs`: what comes `tokens` slots after it waits for that. */
export async function alignTurns({ account, perSecond }: Limit, window: { slot: Slot; tokens: number; endsInMs: number }, turns: TurnStore = sharedTurns()): Promise<void> {
  await turns.align(account, { slot: window.slot, spanMs: (window.tokens * 1_000) / perSecond, endsInMs: window.endsInMs });
}

/** One reserved departure: when on the account's own clock (milliseconds), and in which line. */
export type Slot = { at: number; line: object };

export type Taking = {
  /** The account is busy for so long after the call, and must have been free for so long before it, milliseconds. */
  blockMs: number;
  beforeMs: number;
  /** How far ahead a slot may be taken, and what may leave at once beyond the first. */
  aheadMs: number;
  burstMs: number;
};

/** How a slot lies to the provider's window: what leaves `spanMs` after it may not do so before `endsInMs` from now. */
export type Alignment = { slot: Slot; spanMs: number; endsInMs: number };

/**
 * Where the line of an account is kept for all processes of all machines. Every time comes from the store's own clock; callers only
 * ever hear how long to wait. The account's own clock stands still while everybody stays away, so that slots keep their order and distance.
 */
export type TurnStore = {
  /** A slot, or null and how long until the next one would be free. */
  take: (account: string, taking: Taking) => Promise<{ slot: Slot | null; waitMs: number }>;
  /** How long until the slot comes, pauses included; null = that line is closed, and another slot must be taken. */
  look: (account: string, slot: Slot) => Promise<number | null>;
  /** The earliest slot still to come moves to `forMs` from now, and all others with it; `spacingMs` lie between two. */
  hold: (account: string, forMs: number, spacingMs: number) => Promise<void>;
  /** Moves the slots still to come, if they would come too early. Safe to repeat: it moves them to a place, not by a distance. */
  align: (account: string, alignment: Alignment) => Promise<void>;
};

/** A line opened so long ago, milliseconds (less than 0: it will open), with nothing saved up; null = it was always open. */
export type OpenFor = number | null;

import { setTimeout as sleep } from 'node:timers/promises';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { ProviderError } from '@/lib/providers/provider-error';

/** Who may go first. An order takes the next free slot at once; the others only one that is near, so that no order waits for more than two. */
export type Priority = 'order' | 'top-up' | 'customer' | 'background';

/** How often an account may be called: evenly, after at most `burst` calls at once (1 when not given). One row for all processes. */
export type Limit = { providerId: string; account: string; perSecond: number; burst?: number };

export type Turn = Limit & {
  priority: Priority;
  /** Slots one call takes; 1 when not given. */
  cost?: number;
};

/** How far ahead a slot may be taken, in slots. */
const AHEAD: Record<Priority, number> = { order: 100_000, 'top-up': 1, customer: 0.6, background: 0.3 };

/** Longer than this nobody stands in line: the caller knows a better moment to come back. */
const PATIENCE_MS: Record<Priority, number> = { order: 20_000, 'top-up': 15_000, customer: 10_000, background: 30_000 };

/** The account's own clock stands still while everybody stays away, so that slots taken before keep their order and their distance. */
const OWN_NOW = `greatest(clock_timestamp(), "ProviderTurn"."heldUntil") - make_interval(secs => "ProviderTurn"."shiftSeconds")`;
/** $2 seconds this call takes, $3 how far ahead it may reach, $4 what may leave at once beyond the first, all in seconds. The slot is on the account's own clock. */
const TAKE = `INSERT INTO "ProviderTurn" (account, "nextAt") VALUES ($1, clock_timestamp() + make_interval(secs => $2::float))
  ON CONFLICT (account) DO UPDATE SET "nextAt" = greatest("ProviderTurn"."nextAt", ${OWN_NOW}) + make_interval(secs => $2::float)
  WHERE "ProviderTurn"."nextAt" + make_interval(secs => "ProviderTurn"."shiftSeconds") <= clock_timestamp() + make_interval(secs => $3::float + $4::float)
    AND coalesce("ProviderTurn"."heldUntil" <= clock_timestamp() + make_interval(secs => $3::float), true)
  RETURNING greatest(${OWN_NOW}, "nextAt" - make_interval(secs => $2::float + $4::float))::text AS slot`;
const LEAVES_AT = `greatest($2::timestamptz + make_interval(secs => "shiftSeconds"), CASE WHEN "heldUntil" > clock_timestamp() THEN "heldUntil" END)`;
const WAIT = `SELECT 1000 * extract(epoch FROM ${LEAVES_AT} - clock_timestamp())::float AS "waitMs", ${LEAVES_AT} AS "leavesAt" FROM "ProviderTurn" WHERE account = $1`;
const LOOK = `SELECT 1000 * extract(epoch FROM greatest("heldUntil", "nextAt" + make_interval(secs => "shiftSeconds" - $2::float)) - clock_timestamp())::float AS "waitMs" FROM "ProviderTurn" WHERE account = $1`;
/** The earliest slot still to come moves to $2 seconds from now, and all others with it; $3 seconds lie between two. */
const HOLD = `INSERT INTO "ProviderTurn" AS t (account, "nextAt", "heldUntil") VALUES ($1, clock_timestamp(), clock_timestamp() + make_interval(secs => $2::float))
  ON CONFLICT (account) DO UPDATE SET "heldUntil" = greatest(t."heldUntil", excluded."heldUntil"),
    "shiftSeconds" = t."shiftSeconds" + greatest(0, extract(epoch FROM excluded."heldUntil" - greatest(clock_timestamp(), t."heldUntil",
      t."nextAt" + make_interval(secs => t."shiftSeconds" - $3::float * floor(greatest(0, extract(epoch FROM t."nextAt" + make_interval(secs => t."shiftSeconds") - clock_timestamp())) / $3::float)))))`;

const burstSeconds = ({ perSecond, burst = 1 }: Limit) => (burst - 1) / perSecond;

/** Account → when the last slot this process took comes. */
const lineEnds = new Map<string, number>();

/** Sleeps until the slot has come; whoever is asked to stay away meanwhile, stays away with it. */
async function leaveAt(account: string, slot: string): Promise<Date> {
  for (let leaving = new Date(0); ; ) {
    const [turn] = await rows<{ waitMs: number; leavesAt: Date }>(pool(), WAIT, [account, slot]);
    if (!turn) return new Date();
    if (turn.leavesAt > leaving) leaving = turn.leavesAt;
    lineEnds.set(account, Math.max(lineEnds.get(account) ?? 0, Date.now() + turn.waitMs));
    if (turn.waitMs < 1) return leaving;
    await sleep(turn.waitMs);
  }
}

/** Waits until a call to this account may leave, and answers its slot. Throws `rate-limited`, with when to come back, rather than wait for long. */
export async function takeTurn(turn: Turn): Promise<Date> {
  const { account, perSecond, priority, cost = 1 } = turn;
  const patienceMs = PATIENCE_MS[priority];
  const aheadMs = Math.min((1_000 * AHEAD[priority]) / perSecond, patienceMs);
  for (;;) {
    const [taken] = await rows<{ slot: string }>(pool(), TAKE, [account, cost / perSecond, aheadMs / 1_000, burstSeconds(turn)]);
    if (taken) return leaveAt(account, taken.slot);
    const [busy] = await rows<{ waitMs: number }>(pool(), LOOK, [account, burstSeconds(turn)]);
    const waitMs = busy?.waitMs ?? 0;
    if (waitMs > patienceMs) throw new ProviderError('rate-limited', turn.providerId, { retryAfterMs: Math.ceil(waitMs), message: `${turn.providerId}: no turn before long` });
    await sleep(Math.max(waitMs - aheadMs, 0));
  }
}

/** How long the next call would stand in line, milliseconds, as this process saw it last: asked in transactions, it must not wait for a connection itself. */
export const turnWaitMs = ({ account }: Limit): number => Math.max(0, (lineEnds.get(account) ?? 0) - Date.now());

/** The provider said how long to stay away: nobody's call leaves before. */
export async function holdTurns({ account, perSecond }: Limit, forMs: number): Promise<void> {
  await rows(pool(), HOLD, [account, forMs / 1_000, 1 / perSecond]);
}

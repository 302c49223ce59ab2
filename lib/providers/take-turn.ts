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

/** $2 seconds this call takes, $3 how far ahead it may reach, $4 what may leave at once beyond the first, all in seconds. */
const TAKE = `INSERT INTO "ProviderTurn" (account, "nextAt") VALUES ($1, clock_timestamp() + make_interval(secs => $2::float))
  ON CONFLICT (account) DO UPDATE SET "nextAt" = greatest("ProviderTurn"."nextAt", clock_timestamp()) + make_interval(secs => $2::float)
  WHERE "ProviderTurn"."nextAt" <= clock_timestamp() + make_interval(secs => $3::float + $4::float)
  RETURNING greatest(clock_timestamp(), "nextAt" - make_interval(secs => $2::float + $4::float)) AS slot, 1000 * extract(epoch FROM "nextAt" - make_interval(secs => $2::float + $4::float) - clock_timestamp())::float AS "waitMs"`;
const LOOK = `SELECT 1000 * extract(epoch FROM "nextAt" - make_interval(secs => $2) - clock_timestamp())::float AS "waitMs" FROM "ProviderTurn" WHERE account = $1`;
const HOLD = `INSERT INTO "ProviderTurn" (account, "nextAt") VALUES ($1, clock_timestamp() + make_interval(secs => $2::float))
  ON CONFLICT (account) DO UPDATE SET "nextAt" = greatest("ProviderTurn"."nextAt", excluded."nextAt")`;

const burstSeconds = ({ perSecond, burst = 1 }: Limit) => (burst - 1) / perSecond;

/** Waits until a call to this account may leave, and answers its slot. Throws `rate-limited`, with when to come back, rather than wait for long. */
export async function takeTurn(turn: Turn): Promise<Date> {
  const { account, perSecond, priority, cost = 1 } = turn;
  const patienceMs = PATIENCE_MS[priority];
  const aheadMs = Math.min((1_000 * AHEAD[priority]) / perSecond, patienceMs);
  for (;;) {
    const [taken] = await rows<{ slot: Date; waitMs: number }>(pool(), TAKE, [account, cost / perSecond, aheadMs / 1_000, burstSeconds(turn)]);
    if (taken) {
      await sleep(Math.max(taken.waitMs, 0));
      return taken.slot;
    }
    const [busy] = await rows<{ waitMs: number }>(pool(), LOOK, [account, burstSeconds(turn)]);
    const waitMs = busy?.waitMs ?? 0;
    if (waitMs > patienceMs) throw new ProviderError('rate-limited', turn.providerId, { retryAfterMs: Math.ceil(waitMs), message: `${turn.providerId}: no turn before long` });
    await sleep(Math.max(waitMs - aheadMs, 0));
  }
}

/** The provider said how long to stay away: nobody's call leaves before. */
export async function holdTurns(limit: Limit, forMs: number): Promise<void> {
  await rows(pool(), HOLD, [limit.account, forMs / 1_000 + burstSeconds(limit)]);
}

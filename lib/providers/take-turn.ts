import { setTimeout as sleep } from 'node:timers/promises';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

/** Who may go first. An order takes the next free slot at once; the others only one that is near, so that no order waits for more than two. */
export type Priority = 'order' | 'top-up' | 'customer' | 'background';

/** How far ahead a slot may be taken, in slots. */
const AHEAD: Record<Priority, number> = { order: 100_000, 'top-up': 1, customer: 0.6, background: 0.3 };

const TAKE = `INSERT INTO "ProviderTurn" (account, "nextAt") VALUES ($1, clock_timestamp() + make_interval(secs => $2))
  ON CONFLICT (account) DO UPDATE SET "nextAt" = greatest("ProviderTurn"."nextAt", clock_timestamp()) + make_interval(secs => $2)
  WHERE "ProviderTurn"."nextAt" <= clock_timestamp() + make_interval(secs => $3)
  RETURNING "nextAt" - make_interval(secs => $2) AS slot, 1000 * extract(epoch FROM "nextAt" - make_interval(secs => $2) - clock_timestamp())::float AS "waitMs"`;
const LOOK = `SELECT 1000 * extract(epoch FROM "nextAt" - clock_timestamp())::float AS "waitMs" FROM "ProviderTurn" WHERE account = $1`;

export type Turn = { account: string; perSecond: number; priority: Priority; signal?: AbortSignal };

/** Waits until a call to this account may leave; evenly spaced over all processes, so that no window ever holds too many. Answers the slot. */
export async function takeTurn({ account, perSecond, priority, signal }: Turn): Promise<Date> {
  const gap = 1 / perSecond;
  const wait = (milliseconds: number) => sleep(Math.max(milliseconds, 0), undefined, signal ? { signal } : {});
  for (;;) {
    const [taken] = await rows<{ slot: Date; waitMs: number }>(pool(), TAKE, [account, gap, gap * AHEAD[priority]]);
    if (taken) {
      await wait(taken.waitMs);
      return taken.slot;
    }
    const [busy] = await rows<{ waitMs: number }>(pool(), LOOK, [account]);
    await wait((busy?.waitMs ?? 0) - 1_000 * gap * AHEAD[priority]);
  }
}

/** The provider said how long to stay away: nobody's call leaves before. */
export async function holdTurns(account: string, forMs: number): Promise<void> {
  await rows(pool(), `INSERT INTO "ProviderTurn" (account, "nextAt") VALUES ($1, clock_timestamp() + make_interval(secs => $2))
    ON CONFLICT (account) DO UPDATE SET "nextAt" = greatest("ProviderTurn"."nextAt", excluded."nextAt")`, [account, forMs / 1_000]);
}

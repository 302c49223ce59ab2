import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { ProviderError } from '@/lib/providers/provider-error';

/** An account whose orders have to wait for longer than this sells nothing new, milliseconds. */
export const LONGEST_HOLD_MS = 5 * 60_000;

const ORDERS: ReadonlySet<string> = new Set(['purchase', 'topUp']);
const HOLD = `INSERT INTO "ProviderState" ("providerId", "ordersHeldUntil") VALUES ($1, now() + make_interval(secs => $2::float))
  ON CONFLICT ("providerId") DO UPDATE SET "ordersHeldUntil" = excluded."ordersHeldUntil"`;
/** Nothing new is sold that no order could be placed for; the next call that is answered ends it. */
const REFUSED_KEY = `INSERT INTO "ProviderState" AS s ("providerId", "keyRefusedSince") VALUES ($1, now())
  ON CONFLICT ("providerId") DO UPDATE SET "keyRefusedSince" = coalesce(s."keyRefusedSince", now())`;
const LET_GO = `UPDATE "ProviderState" SET "ordersHeldUntil" = NULL WHERE "providerId" = $1 AND "ordersHeldUntil" IS NOT NULL`;

/** Remembers what keeps orders away: how long one was told to wait, the last word counting, or that our key was refused. An order that was taken ends the wait. */
export async function noteOrderHold({ providerId, name }: { providerId: string; name: string }, error: unknown): Promise<void> {
  if (!ORDERS.has(name)) return;
  if (error === undefined) return void (await rows(pool(), LET_GO, [providerId]));
  if (!(error instanceof ProviderError)) return;
  const askedMs = error.provider.retryAfterMs ?? 0;
  if (error.code === 'unauthorized') await rows(pool(), REFUSED_KEY, [providerId]);
  if (error.code === 'rate-limited' && askedMs > 0) await rows(pool(), HOLD, [providerId, askedMs / 1_000]);
}

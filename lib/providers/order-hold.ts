import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { ProviderError } from '@/lib/providers/provider-error';

/** An account whose orders have to wait for longer than this sells nothing new, milliseconds. */
export const LONGEST_HOLD_MS = 5 * 60_000;

const ORDERS: ReadonlySet<string> = new Set(['purchase', 'topUp']);
const HOLD = `INSERT INTO "ProviderState" ("providerId", "ordersHeldUntil") VALUES ($1, now() + make_interval(secs => $2::float))
  ON CONFLICT ("providerId") DO UPDATE SET "ordersHeldUntil" = excluded."ordersHeldUntil"`;
const LET_GO = `UPDATE "ProviderState" SET "ordersHeldUntil" = NULL WHERE "providerId" = $1 AND "ordersHeldUntil" IS NOT NULL`;

/** Remembers how long an order was told to stay away; the last word counts, and an order that was taken ends it. */
export async function noteOrderHold({ providerId, name }: { providerId: string; name: string }, error: unknown): Promise<void> {
  if (!ORDERS.has(name)) return;
  if (error === undefined) return void (await rows(pool(), LET_GO, [providerId]));
  const askedMs = error instanceof ProviderError && error.code === 'rate-limited' ? error.provider.retryAfterMs : undefined;
  if (askedMs !== undefined && askedMs > 0) await rows(pool(), HOLD, [providerId, askedMs / 1_000]);
}

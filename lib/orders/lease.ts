import { pool } from '@/lib/db/client';
import { rows, type Sql } from '@/lib/db/sql';

/** How long a silent worker keeps an order, seconds. Renewed while it works; others wait until it ends. */
export const LEASE_SECONDS = 20;
const RENEW_EVERY_MS = 5_000;

const RENEW = `UPDATE "Order" SET "leaseExpiresAt" = now() + make_interval(secs => $3) WHERE id = $1::uuid AND "leaseToken" = $2::uuid`;
const RELEASE = `UPDATE "Order" SET "leaseToken" = NULL, "leaseExpiresAt" = $3::timestamptz WHERE id = $1::uuid AND "leaseToken" = $2::uuid RETURNING id`;

export type Lease = { orderId: string; token: string };

/** Renews the lease while `work` runs; `work` must still check the token on every write. */
export async function whileHolding<Result>({ orderId, token }: Lease, work: () => Promise<Result>): Promise<Result> {
  const timer = setInterval(() => void rows(pool(), RENEW, [orderId, token, LEASE_SECONDS]).catch(() => {}), RENEW_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Gives the order back; with `notBefore`, nobody touches it until then. False when the lease was lost. */
export async function releaseLease(sql: Sql, { orderId, token }: Lease, notBefore: Date | null = null): Promise<boolean> {
  return (await rows(sql, RELEASE, [orderId, token, notBefore])).length === 1;
}

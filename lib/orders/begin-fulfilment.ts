import { randomBytes, randomUUID } from 'node:crypto';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { LEASE_SECONDS, type Lease } from '@/lib/orders/lease';
import { moveOrder } from '@/lib/orders/order-state';
import { findProvider } from '@/lib/providers/registry';
import type { PlanSnapshot } from '@/lib/orders/plan-snapshot';

export type LineToBuy = {
  id: string;
  providerId: string;
  providerPlanId: string;
  quantity: number;
  unitCostMinor: number;
  currency: string;
  planSnapshot: PlanSnapshot;
  /** The eSIM it goes onto; null = new eSIMs. */
  topUpEsimId: string | null;
  /** The provider does not sell it any more. */
  isWithdrawn: boolean;
};
export type PurchaseRow = {
  id: string;
  lineId: string;
  status: 'INTENDED' | 'UNKNOWN' | 'PREPARING' | 'READY' | 'REFUSED';
  reference: string;
  providerOrderId: string | null;
  sentAt: Date | null;
  intendedAt: Date;
  lookUps: number;
};

/** What is to be done for one line: buy it (the intent is committed), or find out what an earlier attempt did. */
export type Step = { line: LineToBuy; purchase: PurchaseRow; isFresh: boolean };
export type Begun = { lease: Lease; step: Step; paidAt: Date } | { waitMs: number } | { allReady: Lease } | null;

const CLAIM = `WITH claimed AS (UPDATE "Order" SET "leaseToken" = $2::uuid, "leaseExpiresAt" = now() + make_interval(secs => $3)
  WHERE id = $1::uuid AND status IN ('PAID', 'FULFILLING') AND ("leaseExpiresAt" IS NULL OR "leaseExpiresAt" <= now())
  RETURNING id, status, currency, coalesce("paidAt", now()) AS "paidAt")
SELECT claimed.status, claimed."paidAt", claimed.currency, l.id, l."providerId", l."providerPlanId", l.quantity, l."unitCostMinor", l."planSnapshot", l."topUpEsimId",
    coalesce(p."offSaleReason" IN ('withdrawn', 'provider-refused'), false) AS "isWithdrawn"
  FROM claimed JOIN "OrderLine" l ON l."orderId" = claimed.id LEFT JOIN "Plan" p ON p.id = l."planId" ORDER BY l.id`;
const PURCHASES = `SELECT p.id, p."lineId", p.status, p.reference, p."providerOrderId", p."sentAt", p."intendedAt", p."lookUps"
  FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = $1::uuid AND p.status <> 'REFUSED'`;
const INTEND = `INSERT INTO "Purchase" (id, "lineId", "providerId", "providerPlanId", quantity, reference, status, "inFlightKey", "sentAt")
  VALUES ($1::uuid, $2::uuid, $3, $4, $5::int, $6, 'INTENDED', $7, now()) ON CONFLICT ("inFlightKey") DO NOTHING
  RETURNING id, "lineId", status, reference, "providerOrderId", "sentAt", "intendedAt", "lookUps"`;

const RETRY_ITEM_MS = 1_000;
/** A longer line at the provider is not stood in: the worker has other orders to see to. */
const LINE_MS = 2_000;
/** 160 unguessable bits, no separators: no reference is a prefix of another, all have one length. */
const newReference = () => `sf${randomBytes(20).toString('hex')}`;

async function intend(sql: Sql, line: LineToBuy): Promise<PurchaseRow | null> {
  const isSerialised = findProvider(line.providerId)?.needsOneInFlightPerItem ?? false;
  const inFlightKey = isSerialised ? `${line.providerId}:${line.providerPlanId}:${line.quantity}` : null;
  const [purchase] = await rows<PurchaseRow>(sql, INTEND, [
    randomUUID(), line.id, line.providerId, line.providerPlanId, line.quantity, newReference(), inFlightKey,
  ]);
  return purchase ?? null;
}

/** How long to stay away from a provider whose line is long: less than the line, so that it never runs empty, and not all at once. */
function stayAwayMs({ providerId }: LineToBuy): number | null {
  const waitMs = findProvider(providerId)?.orderWaitMs?.() ?? 0;
  return waitMs > LINE_MS ? Math.round(waitMs * (0.5 + Math.random() / 2)) : null;
}

const FREE = `UPDATE "Order" SET "leaseToken" = NULL, "leaseExpiresAt" = NULL WHERE id = $1::uuid`;

/** Takes the lease and commits the next intent, in one transaction. Null = somebody else holds it, or there is nothing to do. */
export async function beginFulfilment(orderId: string): Promise<Begun> {
  const token = randomUUID();
  const lease: Lease = { orderId, token };
  return transaction(async (sql) => {
    const lines = await rows<LineToBuy & { status: string; paidAt: Date }>(sql, CLAIM, [orderId, token, LEASE_SECONDS]);
    const [order] = lines;
    if (!order) return null;
    const isFirst = order.status === 'PAID' && (await moveOrder(sql, { orderId, to: 'FULFILLING', reason: 'buying from the provider', leaseToken: token }));
    // Nobody can have bought for an order before its first move.
    const purchases = isFirst ? [] : await rows<PurchaseRow>(sql, PURCHASES, [orderId]);
    for (const line of lines) {
      const earlier = purchases.find((purchase) => purchase.lineId === line.id);
      if (earlier?.status === 'READY') continue;
      if (earlier) return { lease, step: { line, purchase: earlier, isFresh: false }, paidAt: order.paidAt };
      const awayMs = stayAwayMs(line);
      const purchase = awayMs === null ? await intend(sql, line) : null;
      if (purchase) return { lease, step: { line, purchase, isFresh: true }, paidAt: order.paidAt };
      await rows(sql, FREE, [orderId]);
      return { waitMs: awayMs ?? RETRY_ITEM_MS };
    }
    return { allReady: lease };
  });
}

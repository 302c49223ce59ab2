import { rows, type Sql } from '@/lib/db/sql';
import type { CaseReason, MoveReason, NoteReason } from '@/lib/orders/order-reasons';
import type { OrderStatus } from '@/generated/prisma/enums';

/** Every move an order may make. A move missing here cannot happen. */
export const ORDER_MOVES = {
  AWAITING_PAYMENT: ['PAID', 'CANCELLED'],
  PAID: ['FULFILLING', 'NEEDS_REVIEW', 'CANCELLED'],
  FULFILLING: ['FULFILLED', 'NEEDS_REVIEW', 'CANCELLED'],
  NEEDS_REVIEW: ['FULFILLING', 'FULFILLED', 'CANCELLED'],
  FULFILLED: [],
  CANCELLED: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Statuses from which `to` can be reached in one move. */
export function statusesLeadingTo(to: OrderStatus): OrderStatus[] {
  const entries = Object.entries(ORDER_MOVES) as [OrderStatus, readonly OrderStatus[]][];
  return entries.filter(([, next]) => next.includes(to)).map(([from]) => from);
}

export type Move = {
  orderId: string;
  to: OrderStatus;
  reason: MoveReason;
  /** Only who holds the lease may make the move; null = a move that needs no lease. */
  leaseToken?: string | null;
};

const MOVE = `WITH moved AS (
  UPDATE "Order" SET status = $2::"OrderStatus", "statusChangedAt" = now(),
    "paidAt" = CASE WHEN $2 = 'PAID' THEN now() ELSE "paidAt" END,
    "fulfilledAt" = CASE WHEN $2 = 'FULFILLED' THEN now() ELSE "fulfilledAt" END,
    "leaseToken" = CASE WHEN $2 IN ('FULFILLED', 'CANCELLED') THEN NULL ELSE "leaseToken" END,
    "leaseExpiresAt" = CASE WHEN $2 IN ('FULFILLED', 'CANCELLED') THEN NULL ELSE "leaseExpiresAt" END
  WHERE id = $1::uuid AND status = ANY($3::"OrderStatus"[]) AND ($5::uuid IS NULL OR "leaseToken" = $5::uuid)
  RETURNING id)
INSERT INTO "OrderEvent" ("orderId", kind, status, reason) SELECT id, 'status', $2::"OrderStatus", $4 FROM moved RETURNING "orderId"`;

/** Moves the order if its present status allows it, and records why; an end gives the lease back. Of two racing callers, one gets `true`. */
export async function moveOrder(sql: Sql, { orderId, to, reason, leaseToken = null }: Move): Promise<boolean> {
  const moved = await rows(sql, MOVE, [orderId, to, statusesLeadingTo(to), reason, leaseToken]);
  return moved.length === 1;
}

type Noted = { kind: 'case'; reason: CaseReason } | { kind: 'purchase' | 'staff'; reason: NoteReason } | { kind: 'payment' | 'refund'; reason: string };
export type Note = Noted & { orderId: string; data?: object };

/** Adds a line to the order's timeline. */
export async function noteOnOrder(sql: Sql, { orderId, kind, reason, data }: Note): Promise<void> {
  await rows(sql, 'INSERT INTO "OrderEvent" ("orderId", kind, reason, data) VALUES ($1::uuid, $2, $3, $4::jsonb)', [
    orderId, kind, reason, data ? JSON.stringify(data) : null,
  ]);
}

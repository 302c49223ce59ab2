import { seal } from '@/lib/crypto/sealed-text';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';
import type { Step } from '@/lib/orders/begin-fulfilment';
import { deliverEsims } from '@/lib/orders/deliver-esims';
import type { Lease } from '@/lib/orders/lease';
import { lockPayments } from '@/lib/orders/lock-order';
import { noteCase, openCase } from '@/lib/orders/open-case';
import type { CaseReason } from '@/lib/orders/order-reasons';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';
import { intendRefund } from '@/lib/orders/refund-order';
import type { Purchase } from '@/lib/providers/provider';
import type { ProviderError } from '@/lib/providers/provider-error';

export type Settling = { lease: Lease; step: Step };

/** Another worker took the order over; whatever this one learned, it may not write. */
export class LeaseLost extends Error {}

const HOLD = `SELECT 1 AS held FROM "Order" WHERE id = $1::uuid AND "leaseToken" = $2::uuid FOR UPDATE`;
async function mustHold(sql: Sql, { orderId, token }: Lease): Promise<void> {
  if ((await rows(sql, HOLD, [orderId, token])).length === 0) throw new LeaseLost(`lease of ${orderId} lost`);
}

const READY = `WITH held AS (SELECT id FROM "Order" WHERE id = $1::uuid AND "leaseToken" = $2::uuid FOR UPDATE),
ready AS (UPDATE "Purchase" SET status = 'READY', "providerOrderId" = $4, "settledAt" = now(), "inFlightKey" = NULL
  FROM held WHERE "Purchase".id = $3::uuid AND status NOT IN ('READY', 'REFUSED') RETURNING "lineId"),
noted AS (INSERT INTO "OrderEvent" ("orderId", kind, reason, data) SELECT held.id, 'purchase', 'ready', jsonb_build_object('providerOrderId', $4::text) FROM held, ready)
SELECT (SELECT count(*)::int FROM "OrderLine" l WHERE l."orderId" = $1::uuid AND l.id <> ready."lineId"
  AND NOT EXISTS (SELECT 1 FROM "Purchase" p WHERE p."lineId" = l.id AND p.status = 'READY')) AS "otherOpenLines" FROM ready`;
const FREE = `UPDATE "Order" SET "leaseToken" = NULL, "leaseExpiresAt" = NULL WHERE id = $1::uuid`;

/** Nobody holds the order any more. */
export const freeOrder = (sql: Sql, orderId: string): Promise<unknown> => rows(sql, FREE, [orderId]);

async function goOnWithOtherLines(sql: Sql, orderId: string): Promise<void> {
  await freeOrder(sql, orderId);
  await enqueue(sql, { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 });
}

/** The purchase happened: written once, by who holds the lease. Throws `LeaseLost`. Answers how many other lines are still to be bought. */
export async function settleReady(sql: Sql, { lease, step }: Settling, providerOrderId: string): Promise<number> {
  const [settled] = await rows<{ otherOpenLines: number }>(sql, READY, [lease.orderId, lease.token, step.purchase.id, providerOrderId]);
  if (!settled) throw new LeaseLost(`${lease.orderId}: lease lost, or settled before`);
  return settled.otherOpenLines;
}

/** Goes on with what is left of the order, or finishes it. */
export async function finishLine(sql: Sql, lease: Lease, otherOpenLines: number): Promise<void> {
  if (otherOpenLines > 0) return goOnWithOtherLines(sql, lease.orderId);
  await moveOrder(sql, { orderId: lease.orderId, to: 'FULFILLED', reason: 'delivered', leaseToken: lease.token });
}

/** Keeps the eSIMs sealed, finishes the order and starts the mails: one transaction. What is missing of them is a case, and so is one too many, which the provider may charge. Throws `LeaseLost`. */
export async function keepPurchase(settling: Settling, bought: Purchase & { status: 'ready' }): Promise<void> {
  const { lease, step: { line, purchase } } = settling;
  await transaction(async (sql) => {
    const otherOpenLines = await settleReady(sql, settling, bought.providerOrderId);
    const esimIds = await deliverEsims(sql, { line, purchaseId: purchase.id, profiles: bought.esims });
    if (esimIds.length !== line.quantity) {
      const reason = esimIds.length < line.quantity ? 'short-delivery' : 'more-than-ordered';
      await noteCase(sql, { orderId: lease.orderId, reason, data: { wanted: line.quantity, got: esimIds.length } });
    }
    await finishLine(sql, lease, otherOpenLines);
  });
}

const PREPARING = `UPDATE "Purchase" SET status = 'PREPARING', "providerOrderId" = $2, "partSeenAt" = CASE WHEN $3::boolean THEN coalesce("partSeenAt", now()) ELSE "partSeenAt" END
  WHERE id = $1::uuid AND status IN ('INTENDED', 'UNKNOWN', 'PREPARING') RETURNING "partSeenAt"`;

/** The provider took the order and is still making it. Answers since when a part of it has been seen; null = none so far. */
export async function notePreparing({ lease, step }: Settling, { providerOrderId, hasPart }: { providerOrderId: string; hasPart: boolean }): Promise<Date | null> {
  return transaction(async (sql) => {
    await mustHold(sql, lease);
    const [noted] = await rows<{ partSeenAt: Date | null }>(sql, PREPARING, [step.purchase.id, providerOrderId, hasPart]);
    return noted?.partSeenAt ?? null;
  });
}

const REFUSED = `UPDATE "Purchase" SET status = 'REFUSED', "errorCode" = $2, "settledAt" = now(), "inFlightKey" = NULL WHERE id = $1::uuid AND status <> 'READY'`;
const TELL = `UPDATE "Order" SET refusal = $2::jsonb WHERE id = $1::uuid`;

/** A definite no to this purchase, written by who holds the lease. Throws `LeaseLost`. */
export async function noteRefused(sql: Sql, { lease, step }: Settling, errorCode: string): Promise<void> {
  await mustHold(sql, lease);
  await rows(sql, REFUSED, [step.purchase.id, errorCode]);
}

/** A definite no: the whole payment goes back, and the order says why. */
export async function refuseAndRefund({ lease, step }: Settling, error: ProviderError): Promise<void> {
  const { orderId } = lease;
  const refusal = error.provider.refusal ?? { reason: 'invalid-request' };
  await transaction(async (sql) => {
    await lockPayments(sql, orderId);
    await noteRefused(sql, { lease, step }, error.code);
    await rows(sql, TELL, [orderId, JSON.stringify(refusal)]);
    await moveOrder(sql, { orderId, to: 'CANCELLED', reason: `provider refused: ${refusal.reason}`, leaseToken: lease.token });
    await intendRefund(sql, { orderId, amountMinor: 'all', reason: `provider-refused:${refusal.reason}`, actor: 'system' });
    if (refusal.reason === 'plan-withdrawn') await enqueue(sql, { name: 'catalog.refuse-plan', payload: { providerId: step.line.providerId, providerPlanId: step.line.providerPlanId } });
  });
}

/** A definite failure before anything was bought: the intent is closed, so that a later attempt buys afresh. */
export async function closeIntent(settling: Settling, errorCode: string): Promise<void> {
  await transaction((sql) => noteRefused(sql, settling, errorCode));
}

const UNKNOWN = `UPDATE "Purchase" SET status = CASE WHEN status = 'PREPARING' THEN status ELSE 'UNKNOWN' END, "errorCode" = $2, "sealedAnswer" = coalesce($3, "sealedAnswer")
  WHERE id = $1::uuid AND status IN ('INTENDED', 'UNKNOWN', 'PREPARING')`;

/** It may have been bought: from now on it is only looked up. An answer nobody understood is kept sealed. */
export async function noteUnknown({ lease, step }: Settling, error: ProviderError): Promise<void> {
  const answer = error.provider.rawAnswer;
  const sealed = answer === undefined ? null : seal(answer, { table: 'Purchase', row: step.purchase.id, column: 'sealedAnswer' });
  await transaction(async (sql) => {
    await mustHold(sql, lease);
    await rows(sql, UNKNOWN, [step.purchase.id, error.code, sealed]);
    await noteOnOrder(sql, { orderId: lease.orderId, kind: 'purchase', reason: 'outcome unknown: looking it up' });
    if (sealed) await noteCase(sql, { orderId: lease.orderId, reason: 'answer-not-understood' });
  });
}

/** Stops the automatic work and asks a person; the item is free for other orders again. */
export async function giveToStaff({ lease, step }: Settling, reason: CaseReason): Promise<void> {
  await transaction(async (sql) => {
    await mustHold(sql, lease);
    await rows(sql, `UPDATE "Purchase" SET "inFlightKey" = NULL WHERE id = $1::uuid`, [step.purchase.id]);
    await openCase(sql, { orderId: lease.orderId, reason });
    await freeOrder(sql, lease.orderId);
  });
}

import { rows, transaction, type Sql } from '@/lib/db/sql';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';
import { settleReasons } from '@/lib/orders/settle-reasons';
import type { ShortEnding } from '@/lib/orders/short-endings';
import { hasUnseen, type SeenOfCase } from '@/lib/orders/unseen-of-case';

export type CaseClosing = SeenOfCase & { orderId: string; note: string; actor: string; ending?: ShortEnding | null };
export type CaseClosed = { outcome: 'closed' | 'no-case' | 'case-grew' | 'refund-first' | 'ending-needed' | 'nothing-refunded' };

type OpenCase = { status: string; reasons: string[]; isShort: boolean };

const OPEN = `SELECT o.status, o."reviewReasons" AS reasons, 'short-delivery' = ANY(o."reviewReasons") OR EXISTS (SELECT 1 FROM "OrderLine" l WHERE l."orderId" = o.id AND l."topUpEsimId" IS NULL
    AND (SELECT count(*) FROM "Esim" e WHERE e."lineId" = l.id) < l.quantity) AS "isShort"
  FROM "Order" o WHERE o.id = $1::uuid AND o."reviewReasons" <> '{}' FOR UPDATE OF o`;
const MONEY = `SELECT coalesce(sum(p."capturedMinor"), 0) <= coalesce(sum(r.total), 0) AS "isWhole", coalesce(sum(r.total), 0) > 0 AS "isPart" FROM "Payment" p
  LEFT JOIN LATERAL (SELECT sum("amountMinor") AS total FROM "Refund" WHERE "paymentId" = p.id AND status <> 'failed') r ON true WHERE p."orderId" = $1::uuid`;
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject, data) VALUES ($1, 'case.close', $2, $3::jsonb)`;

async function whyNot(sql: Sql, { status, isShort }: OpenCase, { orderId, ending, ...seen }: CaseClosing): Promise<CaseClosed | null> {
  if (await hasUnseen(sql, orderId, seen)) return { outcome: 'case-grew' };
  const [money] = await rows<{ isWhole: boolean; isPart: boolean }>(sql, MONEY, [orderId]);
  if (status === 'NEEDS_REVIEW') return money?.isWhole ? null : { outcome: 'refund-first' };
  if (status !== 'FULFILLED' || !isShort) return null;
  if (!ending) return { outcome: 'ending-needed' };
  return ending === 'refunded-in-part' && !money?.isPart ? { outcome: 'nothing-refunded' } : null;
}

/** Closes a case of which staff have seen everything. An order nobody delivered can only be closed once its payment went back in full; one delivered in part only with what became of the rest. */
export async function closeCase(closing: CaseClosing): Promise<CaseClosed> {
  const { orderId, note, actor, ending } = closing;
  return transaction(async (sql) => {
    const [order] = await rows<OpenCase>(sql, OPEN, [orderId]);
    if (!order) return { outcome: 'no-case' };
    const refusal = await whyNot(sql, order, closing);
    if (refusal) return refusal;
    if (order.status === 'NEEDS_REVIEW') await moveOrder(sql, { orderId, to: 'CANCELLED', reason: 'closed by staff after refund' });
    await settleReasons(sql, orderId, order.reasons);
    const facts = { note, ...(ending ? { ending } : {}) };
    await noteOnOrder(sql, { orderId, kind: 'staff', reason: 'case closed', data: { actor, ...facts } });
    await rows(sql, AUDIT, [actor, orderId, JSON.stringify({ ...facts, reasons: order.reasons })]);
    return { outcome: 'closed' };
  });
}

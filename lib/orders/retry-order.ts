import { enqueue } from '@/lib/jobs/enqueue';
import { rows, transaction } from '@/lib/db/sql';
import { cancelIfRefunded } from '@/lib/orders/cancel-refunded';
import { lockOrder } from '@/lib/orders/lock-order';
import { STOP_REASONS } from '@/lib/orders/order-reasons';
import { moveOrder, noteOnOrder } from '@/lib/orders/order-state';
import { freeOrder } from '@/lib/orders/settle-purchase';
import { settleReasons } from '@/lib/orders/settle-reasons';
import { hasUnseen, type SeenOfCase } from '@/lib/orders/unseen-of-case';

export type RetryWish = SeenOfCase & { orderId: string; actor: string; /** A person has checked at the provider that nothing was bought. */ nothingWasBought?: boolean };

const UNCLEAR = `SELECT p.id FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = $1::uuid AND p.status IN ('INTENDED', 'UNKNOWN')`;
const WRITE_OFF = `UPDATE "Purchase" SET status = 'REFUSED', "errorCode" = 'staff-found-nothing', "settledAt" = now(), "inFlightKey" = NULL WHERE id = ANY($1::uuid[])`;
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject, data) VALUES ($1, 'order.retry', $2, $3::jsonb)`;

/** Starts fulfilment again, for who has seen all of the case; what it does not settle stays a case. An unclear purchase is looked up again, never bought twice, unless staff vouch that nothing was bought. */
export async function retryOrder({ orderId, actor, nothingWasBought = false, ...seen }: RetryWish): Promise<{ outcome: 'started' | 'refunded' | 'not-possible' | 'case-grew' }> {
  return transaction(async (sql) => {
    await lockOrder(sql, orderId);
    if (await hasUnseen(sql, orderId, seen)) return { outcome: 'case-grew' };
    const moved = await moveOrder(sql, { orderId, to: 'FULFILLING', reason: 'started again by staff' });
    if (!moved) return { outcome: 'not-possible' };
    const unclear = (await rows<{ id: string }>(sql, UNCLEAR, [orderId])).map((row) => row.id);
    if (nothingWasBought) await rows(sql, WRITE_OFF, [unclear]);
    const isOver = await cancelIfRefunded(sql, orderId);
    await settleReasons(sql, orderId, STOP_REASONS);
    await freeOrder(sql, orderId);
    await noteOnOrder(sql, { orderId, kind: 'staff', reason: 'retry', data: { actor, nothingWasBought } });
    await rows(sql, AUDIT, [actor, orderId, JSON.stringify({ nothingWasBought })]);
    if (isOver) return { outcome: 'refunded' };
    await enqueue(sql, { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 });
    return { outcome: 'started' };
  });
}

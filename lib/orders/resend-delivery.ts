import { enqueue } from '@/lib/jobs/enqueue';
import { rows, transaction } from '@/lib/db/sql';
import { noteOnOrder } from '@/lib/orders/order-state';

const ESIMS = 'SELECT e.id FROM "Esim" e JOIN "OrderLine" l ON l.id = e."lineId" WHERE l."orderId" = $1::uuid';
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject) VALUES ($1, 'order.resend', $2) RETURNING id`;

/** Sends the delivery mails once more, on a person's word; each resend is its own mail with its own key. */
export async function resendDelivery({ orderId, actor }: { orderId: string; actor: string }): Promise<{ outcome: 'started'; mails: number }> {
  return transaction(async (sql) => {
    const [audit] = await rows<{ id: string }>(sql, AUDIT, [actor, orderId]);
    const esims = await rows<{ id: string }>(sql, ESIMS, [orderId]);
    for (const { id } of esims) await enqueue(sql, { name: 'email.delivery', payload: { esimId: id, resend: String(audit?.id) } });
    await noteOnOrder(sql, { orderId, kind: 'staff', reason: 'delivery mail sent again', data: { actor } });
    return { outcome: 'started', mails: esims.length };
  });
}

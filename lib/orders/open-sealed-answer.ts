import { unseal } from '@/lib/crypto/sealed-text';
import { rows, transaction } from '@/lib/db/sql';
import { noteOnOrder } from '@/lib/orders/order-state';

const ANSWER = `SELECT p."sealedAnswer" AS sealed FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE p.id = $1::uuid AND l."orderId" = $2::uuid AND p."sealedAnswer" IS NOT NULL`;
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject, data) VALUES ($1, 'purchase.open-answer', $2, $3::jsonb)`;

/** The provider's answer nobody understood, for staff who settle the case; it may hold install secrets, so who opened it is written down first. */
export async function openSealedAnswer({ orderId, purchaseId, actor }: { orderId: string; purchaseId: string; actor: string }): Promise<{ outcome: 'opened'; text: string } | { outcome: 'nothing-kept' }> {
  return transaction(async (sql) => {
    const [answer] = await rows<{ sealed: string }>(sql, ANSWER, [purchaseId, orderId]);
    if (!answer) return { outcome: 'nothing-kept' };
    await rows(sql, AUDIT, [actor, orderId, JSON.stringify({ purchaseId })]);
    await noteOnOrder(sql, { orderId, kind: 'staff', reason: 'provider’s answer opened', data: { actor } });
    return { outcome: 'opened', text: unseal(answer.sealed, { table: 'Purchase', row: purchaseId, column: 'sealedAnswer' }) };
  });
}

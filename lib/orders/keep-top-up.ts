import { randomUUID } from 'node:crypto';
import { rows, transaction } from '@/lib/db/sql';
import { outdateReadings } from '@/lib/esims/reading';
import { enqueue } from '@/lib/jobs/enqueue';
import { finishLine, settleReady, type Settling } from '@/lib/orders/settle-purchase';

const BUNDLE = `INSERT INTO "Bundle" (id, "esimId", "providerPlanId", "dataMegabytes", "isUnlimited", "validityDays", "purchaseId")
  VALUES ($1::uuid, $2::uuid, $3, $4::int, $5::boolean, $6::int, $7::uuid)`;

/** Notes the package on its eSIM, finishes the order and starts the mail: one transaction. Throws `LeaseLost`. */
export async function keepTopUp(settling: Settling, providerOrderId: string): Promise<void> {
  const { lease, step: { line, purchase } } = settling;
  const esimId = line.topUpEsimId;
  if (esimId === null) throw new Error('not a top-up');
  await transaction(async (sql) => {
    const otherOpenLines = await settleReady(sql, settling, providerOrderId);
    const { dataMegabytes, isUnlimited, validityDays } = line.planSnapshot;
    await rows(sql, BUNDLE, [randomUUID(), esimId, line.providerPlanId, dataMegabytes, isUnlimited, validityDays, purchase.id]);
    await outdateReadings(sql, esimId, ['usage', 'bundles', 'top-ups']);
    await enqueue(sql, { name: 'email.top-up', payload: { orderId: lease.orderId }, key: `email.top-up:${lease.orderId}`, priority: -1 });
    await finishLine(sql, lease, otherOpenLines);
  });
}

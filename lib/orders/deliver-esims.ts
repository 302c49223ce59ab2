import type { Sql } from '@/lib/db/sql';
import { canBeLabelled } from '@/lib/esims/label-with-order';
import { storeEsims } from '@/lib/esims/store-esims';
import { enqueueAll } from '@/lib/jobs/enqueue';
import type { PlanSnapshot } from '@/lib/orders/plan-snapshot';
import type { EsimProfile } from '@/lib/providers/provider';

export type Delivery = {
  line: { id: string; providerId: string; providerPlanId: string; planSnapshot: PlanSnapshot };
  purchaseId: string;
  profiles: EsimProfile[];
  storedBefore?: number;
};

/** Keeps the eSIMs sealed and starts a mail for each, in the caller's transaction. Answers their ids; a known ICCID rolls everything back. */
export async function deliverEsims(sql: Sql, { line, purchaseId, profiles, storedBefore = 0 }: Delivery): Promise<string[]> {
  const { dataMegabytes, isUnlimited, validityDays } = line.planSnapshot;
  const esimIds = await storeEsims(sql, {
    lineId: line.id, purchaseId, providerId: line.providerId, providerPlanId: line.providerPlanId, dataMegabytes, isUnlimited, validityDays, profiles, storedBefore,
  });
  const labelled = canBeLabelled(line.providerId) ? esimIds : [];
  await enqueueAll(sql, [
    ...esimIds.map((esimId) => ({ name: 'email.delivery', payload: { esimId }, key: `email.delivery:${esimId}`, priority: -1 })),
    ...labelled.map((esimId) => ({ name: 'esims.label', payload: { esimId }, key: `esims.label:${esimId}`, priority: 20, maxAttempts: 5 })),
  ]);
  return esimIds;
}

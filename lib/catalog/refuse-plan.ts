import { enqueueExpiry } from '@/lib/catalog/enqueue-expiry';
import { rows, transaction } from '@/lib/db/sql';

const REFUSE = `UPDATE "Plan" SET "isOnSale" = false, "offSaleReason" = 'provider-refused', "changedAt" = now()
  WHERE "providerId" = $1 AND "providerPlanId" = $2 AND "isOnSale" RETURNING slug, "destinationSlug"`;

/** Takes a plan off sale that its provider just refused, with the job that takes its pages away. */
export async function refusePlan(providerId: string, providerPlanId: string): Promise<void> {
  await transaction(async (sql) => {
    const refused = await rows<{ slug: string; destinationSlug: string }>(sql, REFUSE, [providerId, providerPlanId]);
    await enqueueExpiry(sql, refused.flatMap((plan) => ['catalog', `plan:${plan.slug}`, `destination:${plan.destinationSlug}`]));
  });
}

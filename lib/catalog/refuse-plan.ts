import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

const REFUSE = `UPDATE "Plan" SET "isOnSale" = false, "offSaleReason" = 'provider-refused', "changedAt" = now()
  WHERE "providerId" = $1 AND "providerPlanId" = $2 AND "isOnSale" RETURNING slug, "destinationSlug"`;

/** Takes a plan off sale that its provider just refused; answers the page tags that are now out of date. */
export async function refusePlan(providerId: string, providerPlanId: string): Promise<string[]> {
  const refused = await rows<{ slug: string; destinationSlug: string }>(pool(), REFUSE, [providerId, providerPlanId]);
  return refused.flatMap((plan) => ['catalog', `plan:${plan.slug}`, `destination:${plan.destinationSlug}`]);
}

import { findEquivalentPlans, type EquivalentPlan } from '@/lib/catalog/equivalent-plans';
import { pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { enqueue } from '@/lib/jobs/enqueue';
import { log } from '@/lib/log';
import { noteOnOrder } from '@/lib/orders/order-state';
import { findSellablePlan, planSnapshot, promisedBy, type SellablePlan } from '@/lib/orders/plan-snapshot';
import { freeOrder, noteRefused, type Settling } from '@/lib/orders/settle-purchase';
import type { ProviderError } from '@/lib/providers/provider-error';
import { mayBeReplaced } from '@/lib/providers/sale-state';

type Ordered = { planId: string | null; unitPriceMinor: number; quantity: number; refusedBy: string[] };

const ORDERED = `SELECT l."planId", l."unitPriceMinor", l.quantity,
    array(SELECT DISTINCT p."providerId" FROM "Purchase" p WHERE p."lineId" = l.id AND p.status = 'REFUSED' AND p."errorCode" = 'rejected') AS "refusedBy"
  FROM "OrderLine" l WHERE l.id = $1::uuid`;
const REPLACE = `UPDATE "OrderLine" SET "planId" = $2::uuid, "providerId" = $3, "providerPlanId" = $4, "unitCostMinor" = $5::int,
    "replacedSnapshot" = coalesce("replacedSnapshot", "planSnapshot"), "planSnapshot" = $6::jsonb WHERE id = $1::uuid`;

/** The best plan that is still on sale and costs us what we think. */
async function choose(candidates: EquivalentPlan[]): Promise<SellablePlan | null> {
  for (const { slug, costMinor } of candidates) {
    const plan = await findSellablePlan(slug);
    if (plan?.costMinor === costMinor) return plan;
  }
  return null;
}

async function findReplacement({ step: { line } }: Settling): Promise<SellablePlan | null> {
  if (line.topUpEsimId !== null || !(await mayBeReplaced(line.providerId))) return null;
  const [ordered] = await rows<Ordered>(pool(), ORDERED, [line.id]);
  if (!ordered?.planId) return null;
  const { planId, unitPriceMinor, quantity, refusedBy } = ordered;
  const wish = { planId, promised: planSnapshot.parse(line.planSnapshot), currency: line.currency, unitPriceMinor, quantity };
  return choose(await findEquivalentPlans({ ...wish, marginFloorPercent: env().MARGIN_FLOOR_PERCENT, without: [line.providerId, ...refusedBy] }));
}

/** After a definite no: the line moves to an equivalent plan of another provider, at the same price, and fulfilment starts afresh. False = there is none, or it is not wanted. Never while an outcome is unknown. */
export async function moveToEquivalent(settling: Settling, error: ProviderError): Promise<boolean> {
  const { lease, step: { line, isFresh } } = settling;
  if (!isFresh || error.code !== 'rejected') return false;
  const plan = await findReplacement(settling);
  if (!plan) return false;
  const promised = await promisedBy(plan);
  await transaction(async (sql) => {
    await noteRefused(sql, settling, error.code);
    await rows(sql, REPLACE, [line.id, plan.id, plan.providerId, plan.providerPlanId, plan.costMinor, JSON.stringify(promised)]);
    const data = { from: `${line.providerId} ${line.providerPlanId}`, to: `${plan.providerId} ${plan.providerPlanId}`, refusal: error.provider.refusal?.reason ?? null };
    await noteOnOrder(sql, { orderId: lease.orderId, kind: 'purchase', reason: 'moved to an equivalent plan', data });
    if (error.provider.refusal?.reason === 'plan-withdrawn') await enqueue(sql, { name: 'catalog.refuse-plan', payload: { providerId: line.providerId, providerPlanId: line.providerPlanId } });
    await freeOrder(sql, lease.orderId);
    await enqueue(sql, { name: 'orders.fulfil', payload: { orderId: lease.orderId }, key: `orders.fulfil:${lease.orderId}`, priority: -10 });
  });
  log.info({ orderId: lease.orderId, from: line.providerId, to: plan.providerId }, 'order.moved-to-equivalent');
  return true;
}

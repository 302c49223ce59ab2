import type { AiraloClient } from '@/lib/providers/airalo/client';
import { findDescribed } from '@/lib/providers/airalo/find-described';
import { listPlannedPurchases } from '@/lib/providers/airalo/list-planned-purchases';
import { isDescriptionOf } from '@/lib/providers/airalo/order-form';
import { dueDate } from '@/lib/providers/airalo/plan-purchase';
import { isOrderOf } from '@/lib/providers/airalo/purchase';
import type { FoundPlanned, PlannedPurchase } from '@/lib/providers/esim-support';
import type { PurchaseRequest } from '@/lib/providers/provider';

const isSame = (planned: PlannedPurchase, { providerPlanId, quantity }: PurchaseRequest, dueAt: Date) =>
  planned.providerPlanId === providerPlanId && planned.quantity === quantity && dueDate(planned.dueAt) === dueDate(dueAt);

async function findWaiting(client: AiraloClient, request: PurchaseRequest, dueAt: Date): Promise<FoundPlanned> {
  const ours: PlannedPurchase[] = [];
  let isOneNameless = false;
  for (const state of ['planned', 'retrying', 'failed'] as const) {
    for await (const planned of listPlannedPurchases(client, state)) {
      if (isDescriptionOf(planned.description, request.reference)) ours.push(planned);
      else if (!planned.description && isSame(planned, request, dueAt)) isOneNameless = true;
    }
  }
  const [one] = new Map(ours.map((planned) => [planned.requestId, planned])).values();
  if (one && new Set(ours.map(({ requestId }) => requestId)).size === 1) {
    return one.state === 'failed' ? { found: 'none' } : { found: 'planned', requestId: one.requestId, cancellableUntil: one.cancellableUntil };
  }
  return { found: one || isOneNameless ? 'ambiguous' : 'none' };
}

/**
 * By our reference: among what is planned, then among orders, for what was carried out leaves the first list (§7.4). A row without any description
 * (the published sample has it empty) that is otherwise the same is for a person.
 */
export async function findPlannedPurchase(client: AiraloClient, request: PurchaseRequest, dueAt: Date | null): Promise<FoundPlanned> {
  const waiting: FoundPlanned = dueAt === null ? { found: 'none' } : await findWaiting(client, request, dueAt);
  if (waiting.found === 'planned') return waiting;
  const orders = await findDescribed(client, request.reference);
  const [order] = orders;
  if (!order) return waiting;
  return orders.length === 1 && isOrderOf(order, request) ? { found: 'ordered', providerOrderId: order.id } : { found: 'ambiguous' };
}

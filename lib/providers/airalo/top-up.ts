import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { findDescribed } from '@/lib/providers/airalo/find-described';
import { descriptionOf, toOrderForm } from '@/lib/providers/airalo/order-form';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { topUpAnswer } from '@/lib/providers/airalo/wire-sims';
import type { TopUpRequest } from '@/lib/providers/provider';

const PACKAGE_ID = /^[A-Za-z0-9][\w.+-]{0,149}$/;

/** §8.7: one package onto one eSIM. A lost answer is `outcome-unknown`; the description carries our reference. */
export async function topUp(client: AiraloClient, request: TopUpRequest): Promise<{ providerOrderId: string }> {
  simPath(request.iccid);
  if (!PACKAGE_ID.test(request.providerPlanId)) {
    throw new AiraloError({ code: 'rejected', reason: 'invalid_package', refusal: { reason: 'plan-withdrawn' }, fields: { package_id: 'is not a package id' } });
  }
  const form = toOrderForm([['package_id', request.providerPlanId], ['iccid', request.iccid], ['description', descriptionOf(request)]]);
  const { data } = await client.order('/v2/orders/topups', form, topUpAnswer);
  return { providerOrderId: data.id };
}

export type FoundTopUp = { found: 'one'; providerOrderId: string } | { found: 'none' | 'ambiguous' };

/** Finds the order an earlier `topUp` left behind, by our reference in its description (§7.6). */
export async function findTopUp(client: AiraloClient, request: TopUpRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<FoundTopUp> {
  const free = [];
  for (const row of await findDescribed(client, request.reference)) if (!(await isBound(row.id))) free.push(row);
  const [row] = free;
  if (!row) return { found: 'none' };
  const isAsked = row.type !== 'sim' && (!row.package_id || row.package_id === request.providerPlanId);
  return free.length > 1 || !isAsked ? { found: 'ambiguous' } : { found: 'one', providerOrderId: row.id };
}

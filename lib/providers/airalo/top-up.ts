import type { AiraloClient } from '@/lib/providers/airalo/client';
import { unreadable } from '@/lib/providers/airalo/errors';
import { findDescribed } from '@/lib/providers/airalo/find-described';
import { descriptionOf, toOrderForm } from '@/lib/providers/airalo/order-form';
import { checkPackageId } from '@/lib/providers/airalo/package-id';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { topUpAnswer } from '@/lib/providers/airalo/wire-sims';
import type { TopUpRequest } from '@/lib/providers/provider';

type Said = { package_id?: string | null | undefined; type?: string | null | undefined };

/** An order may leave out what it is of; it may not be of something else. */
const isAsked = ({ package_id, type }: Said, request: TopUpRequest): boolean => (!package_id || package_id === request.providerPlanId) && (!type || type.trim() === 'topup');

/** §8.7: one package onto one eSIM. A lost answer is `outcome-unknown`; the description carries our reference. */
export async function topUp(client: AiraloClient, request: TopUpRequest): Promise<{ providerOrderId: string }> {
  simPath(request.iccid);
  checkPackageId(request.providerPlanId);
  const form = toOrderForm([['package_id', request.providerPlanId], ['iccid', request.iccid], ['description', descriptionOf(request)]]);
  const { data } = await client.order('/v2/orders/topups', form, topUpAnswer);
  if (!isAsked(data, request)) throw unreadable(data, 'another order than the top-up asked for');
  return { providerOrderId: data.id };
}

export type FoundTopUp = { found: 'one'; providerOrderId: string } | { found: 'none' | 'ambiguous' };

/** Finds the order an earlier `topUp` left behind, by our reference in its description (§7.6). */
export async function findTopUp(client: AiraloClient, request: TopUpRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<FoundTopUp> {
  const free = [];
  for (const row of await findDescribed(client, request.reference)) if (!(await isBound(row.id))) free.push(row);
  const [row] = free;
  if (!row) return { found: 'none' };
  const isOne = free.length === 1 && row.quantity === 1 && isAsked(row, request);
  return isOne ? { found: 'one', providerOrderId: row.id } : { found: 'ambiguous' };
}

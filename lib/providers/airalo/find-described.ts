import type { AiraloClient } from '@/lib/providers/airalo/client';
import { isDescriptionOf } from '@/lib/providers/airalo/order-form';
import { ordersAnswer, type AiraloOrder } from '@/lib/providers/airalo/wire';

const MAX_PAGES = 5;
const GONE = new Set(['failed', 'refunded']);

/** An order that came to nothing. */
export const isGone = ({ status }: AiraloOrder): boolean => GONE.has(status?.slug ?? '');

/** The orders whose description carries our reference, each once: the only look-up there is (§7.6). */
export async function findDescribed(client: AiraloClient, reference: string): Promise<AiraloOrder[]> {
  const found: AiraloOrder[] = [];
  for (let page = 1, lastPage = 1; page <= Math.min(lastPage, MAX_PAGES); page += 1) {
    const query = new URLSearchParams({ 'filter[description]': reference, include: 'sims,status', limit: '50', page: String(page) });
    const answer = await client.read(`/v2/orders?${query}`, ordersAnswer);
    found.push(...answer.data.filter((row) => isDescriptionOf(row.description, reference) && !isGone(row)));
    lastPage = answer.meta?.last_page ?? 1;
  }
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

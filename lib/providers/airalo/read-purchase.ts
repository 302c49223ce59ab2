import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError, unreadable } from '@/lib/providers/airalo/errors';
import { isGone } from '@/lib/providers/airalo/find-described';
import { toPurchase } from '@/lib/providers/airalo/to-purchase';
import { orderAnswer } from '@/lib/providers/airalo/wire';
import type { Purchase } from '@/lib/providers/provider';

/** §7.7: by the number of the order, not its code. One that failed or was refunded is a refusal. */
export async function readPurchase(client: AiraloClient, providerOrderId: string): Promise<Purchase> {
  const { data } = await client.read(`/v2/orders/${encodeURIComponent(providerOrderId)}?include=sims,status`, orderAnswer);
  if (isGone(data)) {
    throw new AiraloError({ code: 'rejected', reason: 'validation', refusal: { reason: 'invalid-request' } }, { message: 'airalo: the order failed' });
  }
  const purchase = toPurchase(data);
  if (!purchase || data.id !== providerOrderId) throw unreadable(data);
  return purchase;
}

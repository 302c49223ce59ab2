import type { AiraloClient } from '@/lib/providers/airalo/client';
import { notAsked } from '@/lib/providers/airalo/errors';
import { anyAnswer, requestId } from '@/lib/providers/airalo/wire-orders';

const MOST_AT_ONCE = 10;

/**
 * §7.5, ten at a time. Whether the others of a list are cancelled when one is refused is not published: after a refusal, and after an `outcome-unknown`,
 * the list of what is planned tells.
 */
export async function cancelPlannedPurchases(client: AiraloClient, requestIds: readonly string[]): Promise<void> {
  const ids = [...new Set(requestIds)];
  if (ids.some((id) => !requestId.safeParse(id).success)) {
    throw notAsked({ request_ids: 'is not a request id' });
  }
  for (let first = 0; first < ids.length; first += MOST_AT_ONCE) {
    await client.change({ method: 'POST', path: '/v2/cancel-future-orders', body: { request_ids: ids.slice(first, first + MOST_AT_ONCE) } }, anyAnswer);
  }
}

import { buy } from '@/lib/providers/esimgo/buy';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError, tellAnswer, withdrawn } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { findOrders } from '@/lib/providers/esimgo/find-orders';
import { iccidsOf } from '@/lib/providers/esimgo/iccids-of';
import { isCompatible } from '@/lib/providers/esimgo/list-top-ups';
import type { EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest, TopUpRequest } from '@/lib/providers/provider';

const asPurchase = (request: TopUpRequest): PurchaseRequest => ({ ...request, quantity: 1 });

/** §18.2: fits, costs what we think, then the one request that spends money. Never lets them put it on another eSIM instead. */
export async function topUp(client: EsimGoClient, request: TopUpRequest): Promise<{ providerOrderId: string }> {
  esimPath(request.iccid);
  if (!/^[\w.+-]{1,150}$/.test(request.providerPlanId)) throw esimGoError(withdrawn, { fields: { item: 'is not a bundle name' } });
  if (!(await isCompatible(client, request.iccid, request.providerPlanId))) {
    throw esimGoError({ code: 'rejected', refusal: { reason: 'invalid-request' } }, { message: 'esimgo: the bundle does not fit this eSIM' });
  }
  const order = await buy(client, asPurchase(request), [request.iccid]);
  const others = iccidsOf(order).filter((iccid) => iccid !== request.iccid);
  if (others.length > 0) throw esimGoError({ code: 'bad-response' }, { rawAnswer: tellAnswer(order), message: 'esimgo: the top-up went onto another eSIM' });
  return { providerOrderId: order.orderReference };
}

export type FoundTopUp = { found: 'one'; providerOrderId: string } | { found: 'none' | 'ambiguous' };

/** §18.4: by time, item and eSIM; there is no reference to look for. */
export async function findTopUp(client: EsimGoClient, request: TopUpRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<FoundTopUp> {
  const { sentAt } = request;
  if (sentAt === null) return { found: 'none' };
  const free: EsimGoOrder[] = [];
  for (const order of await findOrders(client, { ...asPurchase(request), sentAt })) {
    if (iccidsOf(order).includes(request.iccid) && !(await isBound(order.orderReference))) free.push(order);
  }
  const [order] = free;
  if (!order) return { found: 'none' };
  return free.length > 1 ? { found: 'ambiguous' } : { found: 'one', providerOrderId: order.orderReference };
}

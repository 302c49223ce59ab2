import type { EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';

/** §7.1, for new eSIMs, or onto these: never onto others in their place. */
export const quoteBody = (type: 'validate' | 'transaction', request: PurchaseRequest, iccids?: string[]) => ({
  type,
  assign: true,
  order: [{ type: 'bundle', quantity: request.quantity, item: request.providerPlanId, ...(iccids ? { iccids } : {}), allowReassign: false }],
});

type Item = Pick<EsimGoOrder['order'][number], 'type' | 'item' | 'quantity'>;

/** Says of itself that it is of another kind, bundle or quantity; what it leaves out says nothing. */
export const isAnother = ({ type, item, quantity }: Item, asked: PurchaseRequest): boolean =>
  (type ?? 'bundle').toLowerCase() !== 'bundle' || (item ?? asked.providerPlanId) !== asked.providerPlanId || (quantity ?? asked.quantity) !== asked.quantity;

/** Whether the items of an answer say that they are not the one thing asked for. */
export const isForAnother = (items: readonly Item[], asked: PurchaseRequest): boolean => items.length > 1 || items.some((each) => isAnother(each, asked));

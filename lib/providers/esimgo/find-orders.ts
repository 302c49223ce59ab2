import { z } from 'zod';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError, tellAnswer } from '@/lib/providers/esimgo/errors';
import { isAnother } from '@/lib/providers/esimgo/order-body';
import { isCompleted } from '@/lib/providers/esimgo/to-purchase';
import { walkOrders } from '@/lib/providers/esimgo/walk-orders';
import { optionalInteger, text, type EsimGoOrder } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';

const BEFORE_MS = 2_000;
const AFTER_MS = 10 * 60_000;
const MAX_PAGES = 200;
const FAILED = /fail|cancel|reject|refund|revok/i;

type Wanted = PurchaseRequest & { sentAt: Date };

/** When an order sent at this moment may have been created, as their clock and ours differ. */
export const windowOf = (sentAt: Date) => ({ from: new Date(sentAt.getTime() - BEFORE_MS), to: new Date(sentAt.getTime() + AFTER_MS) });

/** Whether it was created within the window; one that does not say when, may have been. */
export function isWithin(order: Pick<EsimGoOrder, 'createdDate'>, { from, to }: { from: Date; to: Date }): boolean {
  const at = Date.parse(order.createdDate ?? '');
  return Number.isNaN(at) || (at >= from.getTime() && at <= to.getTime());
}

/** Bought into stock: one that is still being prepared is not assigned either (§7.1). */
const isStock = (order: EsimGoOrder) => order.assigned === false && isCompleted(order);

const row = z.looseObject({ order: z.array(z.looseObject({ type: text, item: text, quantity: optionalInteger }).catch({ type: null, item: null })), createdDate: text });

/** A row of bundles that cannot be read whole, and does not say that it is another order. */
function isUnclear(unread: unknown, wanted: Wanted): boolean {
  const { success, data } = row.safeParse(unread);
  return success && data.order.length > 0 && isWithin(data, windowOf(wanted.sentAt)) && data.order.some((item) => !isAnother(item, wanted));
}

const notUnderstood = (unread: unknown) => esimGoError({ code: 'bad-response' }, { rawAnswer: tellAnswer(unread), message: 'esimgo: an order in the list may be ours and cannot be read' });

/** Whether it is the order that was lost. One that may be, and leaves out what would tell, is for a person. */
function isSame(order: EsimGoOrder, wanted: Wanted): boolean {
  const [item, ...others] = order.order;
  if (!item || others.length > 0 || isAnother(item, wanted) || !isWithin(order, windowOf(wanted.sentAt)) || isStock(order) || FAILED.test(order.status ?? '')) return false;
  if (typeof item.item !== 'string' || item.quantity === undefined) throw notUnderstood(order);
  return true;
}

/** Orders that may be ours: there is no reference to look for, only time, item and quantity. */
export async function findOrders(client: EsimGoClient, wanted: Wanted): Promise<EsimGoOrder[]> {
  const found: EsimGoOrder[] = [];
  const noteUnreadable = (unread: unknown) => {
    if (isUnclear(unread, wanted)) throw notUnderstood(unread);
  };
  for await (const order of walkOrders(client, windowOf(wanted.sentAt), { maxPages: MAX_PAGES, noteUnreadable })) if (isSame(order, wanted)) found.push(order);
  return found;
}

import type { AppliedStock, StockWish } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isWithin, windowOf } from '@/lib/providers/esimgo/find-orders';
import { listAssignments } from '@/lib/providers/esimgo/held-assignments';
import { iccidsOf } from '@/lib/providers/esimgo/iccids-of';
import { walkOrders } from '@/lib/providers/esimgo/walk-orders';
import type { EsimGoOrder } from '@/lib/providers/esimgo/wire';

const MAX_PAGES = 200;
const isApply = ({ order }: EsimGoOrder) => order.some(({ type }) => type === 'bundleAssignment');

/** `<order>-0` is the first assignment of an order. */
const belongsTo = (order: EsimGoOrder, assignmentReference: string) =>
  assignmentReference.startsWith(`${order.orderReference}-`) || order.order.some(({ item }) => item === assignmentReference);

/** An apply leaves an order of its own kind that names the eSIM, or not even that, and never the bundle (§2.1): the eSIM itself tells which bundle came of it. */
export async function findAppliedStock(client: EsimGoClient, { iccid, providerPlanId, sentAt }: StockWish): Promise<AppliedStock> {
  const window = windowOf(sentAt);
  const applied: EsimGoOrder[] = [];
  for await (const order of walkOrders(client, window, { maxPages: MAX_PAGES })) {
    const named = iccidsOf(order);
    if (isApply(order) && isWithin(order, window) && (named.length === 0 || named.includes(iccid))) applied.push(order);
  }
  if (applied.length === 0) return { found: 'none' };
  const references = (await listAssignments(client, iccid)).flatMap(({ bundleName, assignmentReference }) => (bundleName === providerPlanId && assignmentReference ? [assignmentReference] : []));
  const [order, ...others] = applied.filter((each) => references.some((reference) => belongsTo(each, reference)));
  if (order) return others.length > 0 ? { found: 'ambiguous' } : { found: 'one', reference: order.orderReference };
  return { found: applied.some((each) => iccidsOf(each).length > 0) ? 'ambiguous' : 'none' };
}

import { isOrderToken, type LinkedOrder } from '@/lib/auth/order-token';

/** Who asks. `lib/auth/viewer.ts` makes it. */
export type OrderViewer = { customerId: string | null; isStaff: boolean; orderAccess: { orderId: string; token: string }[] };

export type OwnedOrder = LinkedOrder & { customerId: string | null };

/** Deny by default: the order's customer, or who holds its link. Staff read orders in the back office. */
export function maySeeOrder(order: OwnedOrder, viewer: OrderViewer): boolean {
  if (viewer.customerId && order.customerId === viewer.customerId) return true;
  return viewer.orderAccess.some((given) => given.orderId === order.id && isOrderToken(order, given.token));
}

import { db } from '@/lib/db/client';
import { orderToken } from '@/lib/auth/order-token';

/** A guest who holds the link of an order. */
export async function newGuestOf(orderId: string) {
  const { id, guestLinkVersion } = await db().order.findUniqueOrThrow({ where: { id: orderId }, select: { id: true, guestLinkVersion: true } });
  return { customerId: null, isStaff: false, orderAccess: [{ orderId: id, token: orderToken({ id, guestLinkVersion }) }] };
}

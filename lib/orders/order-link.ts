import { isOrderToken } from '@/lib/auth/order-token';
import { db, pool } from '@/lib/db/client';
import { enqueue } from '@/lib/jobs/enqueue';

/** Whether this secret opens that order now. */
export async function holdsOrderLink(orderId: string, token: string): Promise<boolean> {
  const order = await db().order.findUnique({ where: { id: orderId }, select: { id: true, guestLinkVersion: true, guestLinkExpiresAt: true } });
  return order !== null && isOrderToken(order, token);
}

/** Mails the order's link to the order's own address if number and e-mail belong together; tells nobody whether they do. */
export async function requestOrderLink({ number, email }: { number: string; email: string }): Promise<void> {
  const order = await db().order.findUnique({ where: { number: number.trim().toUpperCase() }, select: { id: true, email: true } });
  if (order?.email === email) await enqueue(pool(), { name: 'email.order-link', payload: { orderId: order.id } });
}

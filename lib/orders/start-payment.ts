import { orderToken } from '@/lib/auth/order-token';
import { openPayment } from '@/lib/orders/open-payment';
import type { OpenOrder } from '@/lib/orders/save-order';

export type StartedPayment =
  | { outcome: 'placed'; orderId: string; accessToken: string; clientSecret: string; totalMinor: number; currency: string }
  | { outcome: 'already-paid'; orderId: string; accessToken: string };

/** What Stripe's form needs to pay this order; repeats get the same PaymentIntent. Throws `PaymentError`. */
export async function startPayment(order: OpenOrder): Promise<StartedPayment> {
  const accessToken = orderToken(order);
  const payment = order.status === 'AWAITING_PAYMENT' ? await openPayment(order) : null;
  if (!payment) return { outcome: 'already-paid', orderId: order.id, accessToken };
  return { outcome: 'placed', orderId: order.id, accessToken, clientSecret: payment.clientSecret, totalMinor: order.totalMinor, currency: order.currency };
}

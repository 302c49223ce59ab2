import { env } from '@/lib/env';
import { orderToken, type LinkedOrder } from '@/lib/auth/order-token';

/** The link in mails: the secret is in the fragment, which browsers never send. */
export function orderLink(order: LinkedOrder & { locale: string }): string {
  const prefix = order.locale === 'en' ? '' : `/${order.locale}`;
  return `${env().APP_URL.replace(/\/$/, '')}${prefix}/orders/${order.id}/open#${orderToken(order)}`;
}

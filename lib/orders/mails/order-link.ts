import { DEFAULT_LOCALE, hrefIn, isLocale } from '@/i18n/routing';
import { env } from '@/lib/env';
import { orderToken, type LinkedOrder } from '@/lib/auth/order-token';

/** The link in mails: the secret is in the fragment, which browsers never send. */
export function orderLink(order: LinkedOrder & { locale: string }): string {
  const locale = isLocale(order.locale) ? order.locale : DEFAULT_LOCALE;
  return `${env().APP_URL.replace(/\/$/, '')}${hrefIn(locale, `/orders/${order.id}/open`)}#${orderToken(order)}`;
}

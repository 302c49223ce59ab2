import { equalSecrets, keyedHash } from '@/lib/crypto/sealed-text';

export type LinkedOrder = { id: string; guestLinkVersion: number; guestLinkExpiresAt?: Date | null };

/** The secret of an order's guest link: derived, so nothing is stored; a new version revokes it. */
export const orderToken = (order: LinkedOrder): string => keyedHash('order-link', `${order.id}:${order.guestLinkVersion}`);

export function isOrderToken(order: LinkedOrder, token: string, now = new Date()): boolean {
  const isFresh = !order.guestLinkExpiresAt || order.guestLinkExpiresAt > now;
  return equalSecrets(orderToken(order), token) && isFresh;
}

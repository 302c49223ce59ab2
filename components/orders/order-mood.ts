import type { OrderForViewer } from '@/lib/orders/queries';

export type OrderMood = 'paying' | 'processing' | 'payment-failed' | 'preparing' | 'ready' | 'refused' | 'refunded' | 'expired' | 'review';
type Facts = Pick<OrderForViewer, 'status' | 'paymentFailure' | 'isPaymentProcessing' | 'paidAt' | 'isRefundPending' | 'refundedMinor'>;

/** Which of the few things the page can say is true now. */
export function moodOf(order: Facts): OrderMood {
  switch (order.status) {
    case 'AWAITING_PAYMENT':
      if (order.paymentFailure) return 'payment-failed';
      return order.isPaymentProcessing ? 'processing' : 'paying';
    case 'PAID':
    case 'FULFILLING':
      return 'preparing';
    case 'FULFILLED':
      return 'ready';
    case 'NEEDS_REVIEW':
      return 'review';
    case 'CANCELLED':
      if (!order.paidAt) return 'expired';
      return order.refundedMinor > 0 && !order.isRefundPending ? 'refunded' : 'refused';
  }
}

type Line = Pick<OrderForViewer['lines'][number], 'quantity' | 'esims' | 'topUp'>;
type Delivered = { status: OrderForViewer['status']; lines: readonly Line[] };

/** How many eSIMs of a delivered order never came. */
export const missingOf = ({ status, lines }: Delivered): number =>
  status === 'FULFILLED' ? lines.reduce((sum, { quantity, esims, topUp }) => sum + (topUp ? 0 : Math.max(0, quantity - esims.length)), 0) : 0;

/** Whether something can still change by itself, so that the page keeps looking. */
export function isMoving(order: Facts & Delivered & Pick<OrderForViewer, 'reviewOpened'>): boolean {
  const mood = moodOf(order);
  if (mood === 'ready') return order.reviewOpened && missingOf(order) > 0;
  return mood !== 'refunded' && mood !== 'expired';
}

/** What a waiting page compares: it renews itself when this differs from what it shows. */
export const printOfStatus = (status: Record<string, unknown>): string => [status.status, status.payment, status.refundedMinor, status.isRefundPending, status.esimCount, status.reviewOpened].join('|');

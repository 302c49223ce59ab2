import { expect, test } from 'vitest';
import { isMoving, moodOf } from '@/components/orders/order-mood';

const order = { status: 'AWAITING_PAYMENT', paymentFailure: null, isPaymentProcessing: false, paidAt: null, isRefundPending: false, refundedMinor: 0 } as const;
const paidAt = new Date(0);

test.each([
  [{}, 'paying', true],
  [{ isPaymentProcessing: true }, 'processing', true],
  [{ paymentFailure: 'card_declined' }, 'payment-failed', true],
  [{ status: 'PAID', paidAt }, 'preparing', true],
  [{ status: 'FULFILLING', paidAt }, 'preparing', true],
  [{ status: 'NEEDS_REVIEW', paidAt }, 'review', true],
  [{ status: 'FULFILLED', paidAt }, 'ready', false],
  [{ status: 'CANCELLED' }, 'expired', false],
  [{ status: 'CANCELLED', paidAt }, 'refused', true],
  [{ status: 'CANCELLED', paidAt, refundedMinor: 450, isRefundPending: true }, 'refused', true],
  [{ status: 'CANCELLED', paidAt, refundedMinor: 450 }, 'refunded', false],
] as const)('%o is %s', (changes, mood, moves) => {
  expect(moodOf({ ...order, ...changes })).toBe(mood);
  expect(isMoving(mood)).toBe(moves);
});

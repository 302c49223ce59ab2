import { expect, test } from 'vitest';
import { isMoving, missingOf, moodOf, printOfStatus } from '@/components/orders/order-mood';

const order = { status: 'AWAITING_PAYMENT', paymentFailure: null, isPaymentProcessing: false, paidAt: null, isRefundPending: false, refundedMinor: 0, reviewOpened: false, lines: [] } as const;
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
  expect(isMoving({ ...order, ...changes })).toBe(moves);
});

const line = (quantity: number, came: number, topUp: object | null = null) => ({ quantity, esims: Array.from({ length: came }, (_, index) => ({ id: String(index) })), topUp }) as never;

test.each([
  ['all of one line', { lines: [line(3, 3)] }, 0, false],
  ['two of three, with a case', { lines: [line(3, 2)], reviewOpened: true }, 1, true],
  ['two of three, the case closed', { lines: [line(3, 2)] }, 1, false],
  ['two lines, one short', { lines: [line(2, 2), line(3, 1)], reviewOpened: true }, 2, true],
  ['one too many of one line, one too few of another', { lines: [line(2, 3), line(2, 1)], reviewOpened: true }, 1, true],
  ['a top-up, which brings no eSIM', { lines: [line(1, 0, {})], reviewOpened: true }, 0, false],
] as const)('delivered: %s', (_, changes, missing, moves) => {
  const delivered = { ...order, status: 'FULFILLED', paidAt, ...changes } as const;
  expect(missingOf(delivered)).toBe(missing);
  expect(isMoving(delivered)).toBe(moves);
});

test('nothing is missing of an order that is not delivered yet', () => {
  expect(missingOf({ status: 'FULFILLING', lines: [line(3, 0)] })).toBe(0);
});

test('a page renews itself for everything it shows: status, payment, refunds, eSIMs, and a case that was closed', () => {
  const status = { status: 'FULFILLED', payment: 'succeeded', refundedMinor: 0, isRefundPending: false, esimCount: 2, reviewOpened: true };
  for (const change of [{ status: 'PAID' }, { payment: 'processing' }, { refundedMinor: 1 }, { isRefundPending: true }, { esimCount: 3 }, { reviewOpened: false }])
    expect(printOfStatus({ ...status, ...change })).not.toBe(printOfStatus(status));
});

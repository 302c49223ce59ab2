/** Why a person must look before an order is bought for; starting it again takes these up. */
export const STOP_REASONS = [
  'answer-not-understood', 'look-up answer not understood', 'look-up refused', 'already delivered to another order', 'still preparing', 'outcome unknown and not found', 'several purchases match',
  'unexpected failure', 'out-of-funds', 'provider unavailable', 'provider rate-limited', 'provider unauthorized',
] as const;
/** Why a person must look whether or not it is bought for; the runbooks name what to do. */
export const STANDING_REASONS = ['paid-amount-differs', 'refund-refused', 'refund-failed', 'short-delivery', 'more-than-ordered'] as const;
export type CaseReason = (typeof STOP_REASONS)[number] | (typeof STANDING_REASONS)[number];

/** Why an order moved, apart from cases. */
export const MOVE_REASONS = [
  'payment confirmed', 'payment cancelled', 'not paid within a day', 'buying from the provider', 'delivered', 'refunded before anything was bought', 'started again by staff', 'closed by staff after refund',
  'provider refused: plan-withdrawn', 'provider refused: not-enough-stock', 'provider refused: invalid-request', 'provider refused: maintenance',
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number] | CaseReason;

/** What staff, purchases and accounts leave in an order's timeline. */
export const NOTE_REASONS = [
  'retry', 'case closed', 'purchase read again', 'delivery mail sent again', 'provider’s answer opened', 'moved to an equivalent plan', 'outcome unknown: looking it up', 'ready', "claimed by the customer's account",
] as const;
export type NoteReason = (typeof NOTE_REASONS)[number];

/** Why money went back without a person asking. */
export const REFUND_REASONS = [
  'paid-after-cancellation', 'outside', 'provider-refused:plan-withdrawn', 'provider-refused:not-enough-stock', 'provider-refused:invalid-request', 'provider-refused:maintenance',
] as const;

export const EVENT_KINDS = ['status', 'payment', 'purchase', 'refund', 'staff', 'case', 'account'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

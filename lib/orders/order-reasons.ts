/** Why a person must look at an order; the runbooks name what to do. */
export const CASE_REASONS = [
  'paid-amount-differs', 'refund-refused', 'refund-failed', 'short-delivery', 'more-than-ordered', 'answer-not-understood', 'look-up answer not understood', 'look-up refused',
  'already delivered to another order', 'still preparing', 'outcome unknown and not found', 'several purchases match', 'unexpected failure', 'out-of-funds',
  'provider unavailable', 'provider rate-limited', 'provider unauthorized',
] as const;
export type CaseReason = (typeof CASE_REASONS)[number];

/** Why an order moved, apart from cases. */
export const MOVE_REASONS = [
  'payment confirmed', 'payment cancelled', 'not paid within a day', 'buying from the provider', 'delivered', 'refunded before anything was bought', 'started again by staff', 'closed by staff after refund',
  'provider refused: plan-withdrawn', 'provider refused: not-enough-stock', 'provider refused: invalid-request', 'provider refused: maintenance',
] as const;
export type MoveReason = (typeof MOVE_REASONS)[number] | CaseReason;

/** What staff and purchases leave in an order's timeline. */
export const NOTE_REASONS = ['retry', 'case closed', 'purchase read again', 'delivery mail sent again', 'provider’s answer opened', 'moved to an equivalent plan', 'outcome unknown: looking it up'] as const;
export type NoteReason = (typeof NOTE_REASONS)[number];

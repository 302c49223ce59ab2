/** What Stripe told us, in our words. The domain decides what it means. */
export type PaymentEvent =
  | { kind: 'payment'; payment: PaymentFacts }
  | { kind: 'refund'; refund: RefundFacts }
  | { kind: 'other' };

export type PaymentFacts = {
  paymentIntentId: string;
  status: 'created' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  amountMinor: number;
  capturedMinor: number;
  currency: string;
  failureCode: string | null;
};

export type RefundFacts = {
  stripeRefundId: string;
  paymentIntentId: string;
  /** Our key, when the refund is ours. */
  key: string | null;
  amountMinor: number;
  currency: string;
  status: 'pending' | 'succeeded' | 'failed';
};

/** An event as received and verified. */
export type ReceivedEvent = { id: string; type: string; payload: object; event: PaymentEvent };

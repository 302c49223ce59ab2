import { AppError, isOfKind } from '@/lib/errors';

/** What went wrong, in our words. Adapters translate every vendor code into one of these. */
export type ProviderErrorCode =
  | 'unavailable' // refused or failed before the vendor acted: try later
  | 'rate-limited' // try later, after `retryAfterMs`
  | 'unauthorized' // our credentials are wrong: wake a person
  | 'out-of-funds' // our prepaid balance is empty: stop selling, wake a person
  | 'rejected' // can never succeed as asked: plan withdrawn, no stock
  | 'outcome-unknown' // sent but never answered: look it up before buying again
  | 'bad-response'; // answered something our schema does not know; what was bought is unknown too

const RETRYABLE: Record<ProviderErrorCode, boolean> = {
  unavailable: true,
  'rate-limited': true,
  unauthorized: false,
  'out-of-funds': false,
  rejected: false,
  'outcome-unknown': true,
  'bad-response': false,
};

export type ProviderErrorDetails = {
  retryAfterMs?: number;
  /** We refused or failed ourselves before anything left: says nothing of the provider. */
  notAsked?: true;
  /** For `rejected`: why, as data the order flow understands. */
  refusal?: { reason: 'plan-withdrawn' | 'not-enough-stock' | 'invalid-request' | 'maintenance'; availableQuantity?: number };
  /** Field → vendor's words (422 field map); logged, never shown. */
  fields?: Record<string, string>;
  /** The raw answer; the order flow keeps it sealed for staff. Never logged. */
  rawAnswer?: string;
  cause?: unknown;
};

const MARK = Symbol.for('simplify.provider-error');

export class ProviderError extends AppError {
  declare readonly code: ProviderErrorCode;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOfKind(value, { kind: ProviderError, asked: this, mark: MARK });
  }

  get [MARK](): true {
    return true;
  }

  constructor(
    code: ProviderErrorCode,
    readonly providerId: string,
    readonly provider: ProviderErrorDetails & { message?: string } = {},
  ) {
    super(code, provider.message ?? `${providerId}: ${code}`, { retryable: RETRYABLE[code], cause: provider.cause });
    this.name = 'ProviderError';
  }
}

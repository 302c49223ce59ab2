/** Pages and routes may each have a copy of this module, while what they share throws the error of only one: the mark is the same in all. */
const MARK = Symbol.for('simplify.app-error');
const isMarked = (value: unknown, mark: symbol) => typeof value === 'object' && value !== null && mark in value;

/** Whether it is one of `kind`, whichever copy made it; a subclass without a mark of its own is told apart as ever. */
export const isOfKind = (value: unknown, { kind, asked, mark }: { kind: unknown; asked: unknown; mark: symbol }): boolean =>
  asked === kind ? isMarked(value, mark) : Function.prototype[Symbol.hasInstance].call(asked, value);

/** An error whose code the edge turns into words; `message` is for logs only. `retryable` is a fact, not a guess. */
export class AppError extends Error {
  constructor(
    readonly code: string,
    message: string = code,
    readonly details: { retryable?: boolean; cause?: unknown; data?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOfKind(value, { kind: AppError, asked: this, mark: MARK });
  }

  get [MARK](): true {
    return true;
  }

  get retryable(): boolean {
    return this.details.retryable ?? false;
  }
}

export function isAppError(error: unknown, code?: string): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

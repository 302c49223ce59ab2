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

  get retryable(): boolean {
    return this.details.retryable ?? false;
  }
}

export function isAppError(error: unknown, code?: string): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

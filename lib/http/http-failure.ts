/**
 * A request without a usable answer. `never-sent` promises that no byte of it left this machine, so nothing can have
 * happened on the other side; `outcome-unknown` is everything else. Carries no address, header or body: those hold secrets.
 */
export class HttpFailure extends Error {
  constructor(
    readonly kind: 'never-sent' | 'outcome-unknown',
    /** Short machine word: `ECONNREFUSED`, `deadline`, `body-too-large` … */
    readonly reason: string,
  ) {
    super(`${kind}: ${reason}`);
    this.name = 'HttpFailure';
  }
}

const WORD = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The machine word of an undici or socket error, never its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'deadline';
  const code = 'code' in error ? String(error.code) : '';
  if (WORD.test(code)) return code;
  return error.cause === undefined ? error.name.slice(0, 40) : reasonOf(error.cause);
}

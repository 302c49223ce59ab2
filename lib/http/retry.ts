import { setTimeout as wait } from 'node:timers/promises';
import type { HttpAnswer } from '@/lib/http/http-answer';
import { HttpFailure } from '@/lib/http/http-failure';
import { retryAfterMs } from '@/lib/http/retry-after';

export type RetryPolicy = {
  attempts: number;
  /** True when asking twice does no harm; otherwise only what never left, or was turned away with 429, is sent again. */
  isRepeatable: boolean;
  /** A longer `Retry-After` is not waited for: the answer goes back to the caller, who knows a better moment. */
  maxWaitMs: number;
};

const RETRYABLE_STATUS = new Set([429, 502, 503, 504]);
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Exponential with full jitter: before attempt `n` (from 1) somewhere between half and all of 200 ms × 2^(n−1). */
export function pauseMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return Math.round(full / 2 + (random() * full) / 2);
}

/** How long to wait before asking again, or null to take this answer as it is. */
function nextPause(answer: HttpAnswer, attempt: number, policy: RetryPolicy): number | null {
  const asked = retryAfterMs(answer.header('retry-after'));
  const isTurnedAway = answer.status === 429 && asked !== null;
  if (!isTurnedAway && !(policy.isRepeatable && RETRYABLE_STATUS.has(answer.status))) return null;
  if (asked === null) return pauseMs(attempt);
  return asked > policy.maxWaitMs ? null : Math.max(asked, pauseMs(attempt));
}

/** Repeats only what is safe: anything repeatable, and otherwise only what the other side cannot have acted on. */
export async function withRetries(send: () => Promise<HttpAnswer>, policy: RetryPolicy): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= policy.attempts;
    try {
      const answer = await send();
      const pause = isLast ? null : nextPause(answer, attempt, policy);
      if (pause === null) return answer;
      await wait(pause);
    } catch (error) {
      const isSafe = error instanceof HttpFailure && error.reason !== 'body-too-large' && (policy.isRepeatable || error.kind === 'never-sent');
      if (isLast || !isSafe) throw error;
      await wait(pauseMs(attempt));
    }
  }
}

import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpRequest, Pace } from '@/lib/http/request';
import { retryAfterMs } from '@/lib/http/retry-after';
import { log } from '@/lib/log';
import { counter, histogram } from '@/lib/metrics';
import { currentPriority } from '@/lib/providers/priority';
import { holdTurns, takeTurn, type Limit } from '@/lib/providers/take-turn';

/** What one request costs at the provider: a limit and how many of its slots. */
export type Charge = { limit: Limit; cost?: number };

export type Policy = {
  /** Every limit the request falls under; none = it is not counted. */
  chargesOf: (request: HttpRequest) => readonly Charge[];
  /** Milliseconds to stay away, as this answer tells beyond a 429; null = go on. */
  pauseAfter?: (answer: HttpAnswer) => number | null;
};

const UNSTATED_PAUSE_MS = 1_000;
const wait = histogram({
  name: 'provider_turn_wait_seconds',
  help: 'How long a call waited for its turn at the provider.',
  labelNames: ['provider', 'priority'],
  buckets: [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

const turnedAway = counter({ name: 'provider_turned_away_total', help: 'Answers of 429: calls that left too soon.', labelNames: ['provider'] });

async function takeAll(charges: readonly Charge[]): Promise<void> {
  const priority = currentPriority();
  for (const { limit, cost } of charges) {
    const startedAt = performance.now();
    await takeTurn({ ...limit, ...(cost === undefined ? {} : { cost }), priority });
    wait.observe({ provider: limit.providerId, priority }, (performance.now() - startedAt) / 1_000);
  }
}

/** Each attempt takes its turn over all processes; who is turned away keeps everybody away as long as asked. */
export const paced = ({ chargesOf, pauseAfter }: Policy): Pace => ({
  before: (request) => takeAll(chargesOf(request)),
  after: async (request, answer) => {
    const pause = answer.status === 429 ? (retryAfterMs(answer.header('retry-after')) ?? UNSTATED_PAUSE_MS) : (pauseAfter?.(answer) ?? null);
    if (answer.status === 429) for (const { limit: { providerId } } of chargesOf(request)) turnedAway.inc({ provider: providerId });
    if (pause === null || pause <= 0) return;
    await Promise.all(chargesOf(request).map(({ limit }) => holdTurns(limit, pause))).catch((error: unknown) => log.warn({ error }, 'provider.turns.not-held'));
  },
});

import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpRequest, Pace } from '@/lib/http/request';
import { retryAfterMs } from '@/lib/http/retry-after';
import { log } from '@/lib/log';
import { counter, histogram } from '@/lib/metrics';
import { currentPriority } from '@/lib/providers/priority';
import { alignTurns, holdTurns, takeTurn, type Departure, type Limit } from '@/lib/providers/take-turn';

/** What one request costs at the provider: a limit and how many of its slots. */
export type Charge = { limit: Limit; cost?: number };

/** What an answer tells of the fixed window that counted its call. */
export type Window = {
  limit: Limit;
  /** What was left of it when the call had been counted, whoever used the rest. */
  left: number;
  /** From when on, on this machine's steady clock, a call may leave so as to arrive after it. */
  endsAt: number;
};

export type Policy = {
  /** Every limit the request falls under; none = it is not counted. */
  chargesOf: (request: HttpRequest) => readonly Charge[];
  windowOf?: (answer: HttpAnswer, trip: { leftAt: number; backAt: number }) => Window | null;
};

type Paid = { charge: Charge; departure: Departure };
type UnderWay = { paid: readonly Paid[]; leftAt: number };

const UNSTATED_PAUSE_MS = 1_000;
const LATE_MS = 5;
const wait = histogram({
  name: 'provider_turn_wait_seconds',
  help: 'How long a call waited for its turn at the provider.',
  labelNames: ['provider', 'priority'],
  buckets: [0.001, 0.01, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

const turnedAway = counter({ name: 'provider_turned_away_total', help: 'Answers of 429: calls that left too soon.', labelNames: ['provider'] });

async function takeAll(charges: readonly Charge[]): Promise<Paid[]> {
  const priority = currentPriority();
  const paid: Paid[] = [];
  for (const charge of charges) {
    const { limit, cost } = charge;
    const startedAt = performance.now();
    const departure = await takeTurn({ ...limit, ...(cost === undefined ? {} : { cost }), priority });
    wait.observe({ provider: limit.providerId, priority }, (performance.now() - startedAt) / 1_000);
    paid.push({ charge, departure });
  }
  return paid;
}

/** Whoever waited in a second line left later than its slot in the first: what comes after it there keeps its distance. */
async function keepDistance(paid: readonly Paid[]): Promise<void> {
  const late = paid.slice(0, -1).filter(({ charge, departure }) => (charge.limit.burst ?? 1) === 1 && performance.now() - departure.dueAt > LATE_MS);
  await Promise.all(late.map(({ charge: { limit }, departure: { slot } }) => alignTurns(limit, { slot, tokens: 1, endsInMs: 1_000 / limit.perSecond })));
}

/** As many slots as the window has left may still come in it after the call left; the next one waits for its end. */
async function keepToWindow({ limit, left, endsAt }: Window, { paid, leftAt }: UnderWay): Promise<void> {
  const endsInMs = endsAt - performance.now();
  const departure = paid.find(({ charge }) => charge.limit.account === limit.account)?.departure;
  if (endsInMs <= 0 || !departure) return;
  if (left <= 0) await holdTurns(limit, endsInMs);
  const slotMs = 1_000 / limit.perSecond;
  const tokens = Math.floor(Math.max(0, leftAt - departure.dueAt) / slotMs) + Math.max(0, left) + 1;
  if (departure.dueAt + tokens * slotMs < endsAt) await alignTurns(limit, { slot: departure.slot, tokens, endsInMs });
}

/** By the other side's own clock, where it tells: a date says nothing by ours. */
const pauseOf = (answer: HttpAnswer): number => retryAfterMs(answer.header('retry-after'), Date.parse(answer.header('date') ?? '') || undefined) ?? UNSTATED_PAUSE_MS;

/** Each attempt takes its turn over all processes; who is turned away keeps everybody away as long as asked, and nobody comes before a window begins anew. */
export function paced({ chargesOf, windowOf }: Policy): Pace {
  const underWay = new WeakMap<HttpRequest, UnderWay>();

  async function learn(request: HttpRequest, answer: HttpAnswer, backAt: number): Promise<void> {
    const charges = chargesOf(request);
    if (answer.status === 429) {
      for (const { limit: { providerId } } of charges.slice(0, 1)) turnedAway.inc({ provider: providerId });
      const pause = pauseOf(answer);
      if (pause > 0) await Promise.all(charges.map(({ limit }) => holdTurns(limit, pause)));
      return;
    }
    const call = underWay.get(request);
    const window = call ? (windowOf?.(answer, { leftAt: call.leftAt, backAt }) ?? null) : null;
    if (call && window) await keepToWindow(window, call);
  }

  return {
    before: async (request) => {
      const paid = await takeAll(chargesOf(request));
      await keepDistance(paid);
      underWay.set(request, { paid, leftAt: performance.now() });
    },
    after: (request, answer) => learn(request, answer, performance.now()).catch((error: unknown) => log.warn({ error }, 'provider.turns.not-kept')),
  };
}

import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpRequest, Pace } from '@/lib/http/request';
import { accountKey } from '@/lib/providers/account-key';
import type { EsimGoConfig } from '@/lib/providers/esimgo/env';
import { paced, type Charge } from '@/lib/providers/paced';
import type { Limit } from '@/lib/providers/take-turn';
import { createWindowClock } from '@/lib/providers/turns/window-clock';

/** Which calls are dear is not published (§4): taken to be these until an answer says otherwise. */
const FIRST_COSTS: readonly [RegExp, number][] = [[/^GET catalogue\b/, 5], [/^GET networks\b/, 5]];
const WINDOW_MS = 1_000;
/** Clocks and networks are not even: a little less than allowed is never too much. */
const NEARLY = 0.995;
/** Who is turned away shares the address with somebody: what is spent in a window says nothing of our own turns then. */
const NOT_ALONE_MS = 600_000;

const numberIn = (answer: HttpAnswer, header: string) => Number(answer.header(header) ?? Number.NaN);
const WORDS = new Set('apply assignments bundle bundles catalogue compatible esims groups history inventory location networks orders organisation refresh refund sms suspend'.split(' '));
/** "GET esims/-/bundles": one price for every eSIM. */
const callOf = ({ method, path }: HttpRequest) => `${method} ${(path.split('?')[0] ?? '').split('/').slice(1).map((part) => (WORDS.has(part) ? part : '-')).join('/')}`;
const firstCost = (call: string) => FIRST_COSTS.find(([pattern]) => pattern.test(call))?.[1] ?? 1;
/** An apply makes an order too (§2.1). */
const makesAnOrder = ({ method, path, body }: HttpRequest) =>
  method === 'POST' && (path === '/esims/apply' || (path === '/orders' && typeof body === 'string' && body.startsWith('{"type":"transaction"')));

/** What every call of the address draws on. */
export const tokensLimit = ({ apiKey, apiUrl, ratePerSecond }: EsimGoConfig): Limit => ({
  providerId: 'esimgo', account: accountKey('esimgo-tokens', `${apiKey}@${apiUrl}`), perSecond: ratePerSecond * NEARLY,
});

/** Null = orders may follow each other at once. */
export const ordersLimit = ({ apiKey, apiUrl, orderSpacingMs }: EsimGoConfig): Limit | null =>
  orderSpacingMs === 0 ? null : { providerId: 'esimgo', account: accountKey('esimgo-orders', `${apiKey}@${apiUrl}`), perSecond: 1_000 / orderSpacingMs };

/** Tokens per second of one address, costs as the answers tell them; orders apart from each other where the account demands it (§4). */
export function esimGoPace(config: EsimGoConfig): Pace {
  const { ratePerSecond } = config;
  const tokens = tokensLimit(config);
  const orders = ordersLimit(config);
  const spacing: Charge[] = orders ? [{ limit: orders }] : [];
  const costs = new Map<string, number>();
  const costOf = (request: HttpRequest) => Math.min(costs.get(callOf(request)) ?? firstCost(callOf(request)), ratePerSecond);
  const windowEnd = createWindowClock(WINDOW_MS);
  let aloneFrom = Number.NEGATIVE_INFINITY;
  const pace = paced({
    chargesOf: (request) => [...(makesAnOrder(request) ? spacing : []), { limit: tokens, cost: costOf(request) }],
    windowOf: (answer, trip) => {
      const resetAt = Date.parse(answer.header('x-ratelimit-reset') ?? '');
      const left = numberIn(answer, 'x-ratelimit-remaining');
      if (Number.isNaN(resetAt + left)) return null;
      const spentBefore = numberIn(answer, 'x-ratelimit-limit') - left - numberIn(answer, 'x-ratelimit-cost');
      const afterFirst = spentBefore >= 0 && trip.leftAt > aloneFrom ? { afterFirst: (spentBefore * 1_000) / tokens.perSecond } : {};
      return { limit: tokens, left, endsAt: windowEnd({ ...trip, resetAt, ...afterFirst }) };
    },
  });
  return {
    before: pace.before,
    after: async (request, answer) => {
      if (answer.status === 429) aloneFrom = performance.now() + NOT_ALONE_MS;
      const cost = numberIn(answer, 'x-ratelimit-cost');
      if (cost >= 1 && costs.size < 100) costs.set(callOf(request), cost);
      await pace.after(request, answer);
    },
  };
}

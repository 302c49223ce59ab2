import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpRequest, Pace } from '@/lib/http/request';
import { accountKey } from '@/lib/providers/account-key';
import type { EsimGoConfig } from '@/lib/providers/esimgo/env';
import { paced, type Charge } from '@/lib/providers/paced';
import type { Limit } from '@/lib/providers/take-turn';

/** Which calls are dear is not published (§4): taken to be these until an answer says otherwise. */
const FIRST_COSTS: Readonly<Record<string, number>> = { catalogue: 5, networks: 5 };
const WINDOW_MS = 1_000;
/** Clocks and networks are not even: a little less than allowed is never too much. */
const NEARLY = 0.985;

const nounOf = (path: string) => /^\/([a-z]+)/.exec(path)?.[1] ?? '';
const isTransaction = ({ method, path, body }: HttpRequest) => method === 'POST' && path === '/orders' && typeof body === 'string' && body.startsWith('{"type":"transaction"');

/** The window ran empty, perhaps by somebody else at this address: until it begins anew, at most a second. */
function pauseAfter(answer: HttpAnswer): number | null {
  const left = answer.header('x-ratelimit-remaining');
  if (left === null || Number(left) > 0) return null;
  const until = Date.parse(answer.header('x-ratelimit-reset') ?? '') - Date.now();
  return Number.isFinite(until) ? Math.min(Math.max(until, 0), WINDOW_MS) : null;
}

/** What every call of the address draws on. */
export const tokensLimit = ({ apiKey, apiUrl, ratePerSecond }: EsimGoConfig): Limit => ({
  providerId: 'esimgo', account: accountKey('esimgo-tokens', `${apiKey}@${apiUrl}`), perSecond: ratePerSecond * NEARLY,
});

/** Tokens per second of one address, costs as the answers tell them; orders apart from each other where the account demands it (§4). */
export function esimGoPace(config: EsimGoConfig): Pace {
  const { apiKey, apiUrl, ratePerSecond, orderSpacingMs } = config;
  const tokens = tokensLimit(config);
  const spacing: Charge[] = orderSpacingMs === 0 ? [] : [{ limit: { providerId: 'esimgo', account: accountKey('esimgo-orders', `${apiKey}@${apiUrl}`), perSecond: 1_000 / orderSpacingMs } }];
  const costs = new Map(Object.entries(FIRST_COSTS));
  const pace = paced({
    chargesOf: (request) => [...(isTransaction(request) ? spacing : []), { limit: tokens, cost: Math.min(costs.get(nounOf(request.path)) ?? 1, ratePerSecond) }],
    pauseAfter,
  });
  return {
    before: pace.before,
    after: async (request, answer) => {
      const cost = Number(answer.header('x-ratelimit-cost') ?? Number.NaN);
      if (cost >= 1 && costs.size < 100) costs.set(nounOf(request.path), cost);
      await pace.after(request, answer);
    },
  };
}

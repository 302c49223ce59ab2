import type { HttpRequest, Pace } from '@/lib/http/request';
import { accountKey } from '@/lib/providers/account-key';
import { paced, type Charge } from '@/lib/providers/paced';
import type { Limit } from '@/lib/providers/take-turn';
import type { OnenceConfig } from './env';

/** Clocks and networks are not even: a little less than allowed is never too much. */
const NEARLY = 0.985;
const WINDOW_SECONDS = 300;
/** What may leave at once, so that a look at the orders is quick; what follows is spread over the rest of the window. */
const BURST_SHARE = 0.3;

const SIMS = /^\/v\d\/sims\b/;
const ORDERS = /^\/v\d\/(orders|products|support)\b/;

type Account = Pick<OnenceConfig, 'clientId' | 'apiUrl' | 'simsPerSecond' | 'ordersPerFiveMinutes'>;

/** The limit of §3 a request falls under. Orders, products and support are taken to share one window, since nothing says that they do not. */
export function chargesFor({ clientId, apiUrl, simsPerSecond, ordersPerFiveMinutes }: Account): (request: Pick<HttpRequest, 'path'>) => Charge[] {
  const account = (what: string) => ({ providerId: 'onence', account: accountKey(`onence-${what}`, `${clientId}@${apiUrl}`) });
  const burst = Math.max(1, Math.floor(ordersPerFiveMinutes * BURST_SHARE));
  const sims: Limit = { ...account('sims'), perSecond: simsPerSecond * NEARLY };
  const orders: Limit = { ...account('orders'), perSecond: (ordersPerFiveMinutes - burst) / WINDOW_SECONDS, burst };
  return ({ path }) => (SIMS.test(path) ? [{ limit: sims }] : ORDERS.test(path) ? [{ limit: orders }] : []);
}

/** Every attempt in turn over all processes; a 429 keeps everybody away as long as it says. */
export const onencePace = (account: Account): Pace => paced({ chargesOf: chargesFor(account) });

import type { HttpRequest, Pace } from '@/lib/http/request';
import { accountKey } from '@/lib/providers/account-key';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { paced, type Charge } from '@/lib/providers/paced';
import type { Limit } from '@/lib/providers/take-turn';

type Rate = Pick<Limit, 'perSecond' | 'burst'>;
type Account = Pick<AiraloConfig, 'clientId' | 'apiUrl'>;

/** Networks are not even: a little less than allowed is never too much. */
const NEARLY = 0.985;
/** A burst and what follows never exceed `perMinute` in any minute, whether the service's minutes are fixed or slide (§12). */
const everyMinute = (perMinute: number, burst: number): Rate => ({ perSecond: (perMinute * NEARLY - burst) / 60, burst });

const TOKEN = everyMinute(3, 2);
const PACKAGES = everyMinute(80, 20);
const FACTS = everyMinute(60, 20);
const OF_ONE_SIM = everyMinute(10, 4);
const RARE = everyMinute(5, 1);
/** Five may be asked for (§12); six at this pace take more than a second, though one be a tenth of it late. */
const USAGE_PER_SECOND = 4.5;

/** What the operator names is kept to as closely as clocks allow. */
const OF_NAMED = 0.99;

/** What spends (§7, §8.7, §10.3). */
const ORDERS = /^\/v2\/(?:orders|orders-async|orders\/topups|future-orders|voucher\/esim)$/;
const ONE_SIM = /^\/v2\/sims\/(\d+)\/(usage|packages|topups)$/;

const limitOf = ({ clientId, apiUrl }: Account, { what, of = '' }: { what: string; of?: string }, rate: Rate): Limit => ({
  providerId: 'airalo', account: accountKey(`airalo-${what}`, `${clientId}@${apiUrl}${of}`), ...rate,
});

/** Null = orders are not counted. */
export const ordersLimit = (config: AiraloConfig): Limit | null => (config.ordersPerSecond === null ? null : limitOf(config, { what: 'orders' }, { perSecond: config.ordersPerSecond * OF_NAMED }));

/** The limits of §12 a request falls under; what has no published one is only counted when the operator names one. */
export function chargesFor(config: AiraloConfig): (request: HttpRequest) => Charge[] {
  const limit = (what: string, rate: Rate, of = '') => limitOf(config, { what, of }, rate);
  const perOrder = ordersLimit(config);
  const orders = perOrder ? [{ limit: perOrder }] : [];
  const ofSim = (iccid: string, what: string): Charge[] => [
    { limit: limit(what, OF_ONE_SIM, `/${iccid}`) },
    ...(what === 'usage' ? [{ limit: limit('usage', { perSecond: USAGE_PER_SECOND }) }] : []),
  ];
  return ({ method, path }) => {
    const [place = ''] = path.split('?');
    const [, iccid, what] = ONE_SIM.exec(place) ?? [];
    if (iccid && what) return ofSim(iccid, what);
    if (place === '/v2/token') return [{ limit: limit('token', TOKEN) }];
    if (place === '/v2/packages') return [{ limit: limit('packages', PACKAGES) }];
    if (place.endsWith('/product-information')) return [{ limit: limit('facts', FACTS) }];
    if (place === '/v2/refund' || place.startsWith('/v2/simulator/')) return [{ limit: limit('rare', RARE) }];
    return method === 'POST' && ORDERS.test(place) ? orders : [];
  };
}

export const airaloPace = (config: AiraloConfig): Pace => paced({ chargesOf: chargesFor(config) });

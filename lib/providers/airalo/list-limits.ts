import type { HttpRequest } from '@/lib/http/request';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { chargesFor } from '@/lib/providers/airalo/pace';
import { limitOf } from '@/lib/providers/limit-of';
import type { LimitPurpose, ProviderLimit } from '@/lib/providers/provider';

/** A call of each kind; what it is charged is the limit. */
const CALLS: readonly { purpose: LimitPurpose; method: HttpRequest['method']; path: string }[] = [
  { purpose: 'orders', method: 'POST', path: '/v2/orders' },
  { purpose: 'token', method: 'POST', path: '/v2/token' },
  { purpose: 'catalogue', method: 'GET', path: '/v2/packages' },
  { purpose: 'plan-facts', method: 'GET', path: '/v2/packages/any/product-information' },
  { purpose: 'support', method: 'POST', path: '/v2/refund' },
  { purpose: 'one-esim', method: 'GET', path: '/v2/sims/0/usage' },
];

/** §12 as our calls keep to it. Usage falls under a limit of its eSIM and one of the account. */
export function listLimits(config: AiraloConfig): ProviderLimit[] {
  const charges = chargesFor(config);
  return CALLS.flatMap(({ purpose, method, path }) => {
    const [first, ...further] = charges({ method, path, isRepeatable: false });
    return [...(first ? [limitOf(purpose, first, purpose === 'one-esim')] : []), ...further.map((charge) => limitOf('usage', charge))];
  });
}

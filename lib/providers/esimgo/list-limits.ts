import type { EsimGoConfig } from '@/lib/providers/esimgo/env';
import { ordersLimit, tokensLimit } from '@/lib/providers/esimgo/pace';
import { limitOf } from '@/lib/providers/limit-of';
import type { ProviderLimit } from '@/lib/providers/provider';

/** §4 as our calls keep to it. */
export function listLimits(config: EsimGoConfig): ProviderLimit[] {
  const orders = ordersLimit(config);
  return [limitOf('everything', { limit: tokensLimit(config) }), ...(orders ? [limitOf('orders', { limit: orders })] : [])];
}

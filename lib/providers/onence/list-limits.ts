import { limitOf } from '@/lib/providers/limit-of';
import type { ProviderLimit } from '@/lib/providers/provider';
import type { OnenceConfig } from './env';
import { chargesFor } from './pace';

/** §3 as our calls keep to it. */
export function listLimits(config: OnenceConfig): ProviderLimit[] {
  const charges = chargesFor(config);
  return [
    ...charges({ path: '/v1/sims' }).map((charge) => limitOf('sims', charge)),
    ...charges({ path: '/v1/orders' }).map((charge) => limitOf('fleet-orders', charge)),
  ];
}

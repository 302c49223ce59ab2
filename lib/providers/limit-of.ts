import type { Charge } from '@/lib/providers/paced';
import type { LimitPurpose, ProviderLimit } from '@/lib/providers/provider';

/** A vendor's charge as a fact of its account; `isOfOneEsim` = the line it names is that of one eSIM only. */
export const limitOf = (purpose: LimitPurpose, { limit: { perSecond, burst = 1, account } }: Charge, isOfOneEsim = false): ProviderLimit => ({
  purpose, perSecond, burst, account: isOfOneEsim ? null : account,
});

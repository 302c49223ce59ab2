import { db } from '@/lib/db/client';
import { log } from '@/lib/log';
import { listProviders } from '@/lib/providers/registry';

/** Reads every provider's prepaid balance into `ProviderState`; one that fails does not stop the others. */
export async function readBalances(): Promise<void> {
  for (const provider of listProviders()) {
    try {
      const balance = await provider.getBalance?.();
      if (!balance) continue;
      const facts = { balanceMinor: balance.amountMinor, currency: balance.currency, balanceReadAt: new Date() };
      await db().providerState.upsert({ where: { providerId: provider.id }, create: { providerId: provider.id, ...facts }, update: facts });
    } catch (error) {
      log.warn({ provider: provider.id, error }, 'provider.balance.failed');
    }
  }
}

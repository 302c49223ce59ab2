import { log } from '@/lib/log';
import { listProviders } from '@/lib/providers/registry';
import { keepBalance } from '@/lib/providers/sale-state';

/** Reads every provider's prepaid balance into `ProviderState`; one that fails does not stop the others. */
export async function readBalances(): Promise<void> {
  for (const provider of listProviders()) {
    try {
      const balance = await provider.getBalance?.();
      if (!balance) continue;
      await keepBalance(provider.id, balance);
    } catch (error) {
      log.warn({ provider: provider.id, error }, 'provider.balance.failed');
    }
  }
}

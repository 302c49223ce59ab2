import { log } from '@/lib/log';
import { listProviders } from '@/lib/providers/registry';
import { readOffSale } from '@/lib/providers/sale-state';

/** Asks providers that are left alone for their balance: one good answer puts their plans back on sale, without a customer having to try. */
export async function probeProviders(): Promise<void> {
  const offSale = await readOffSale();
  for (const provider of listProviders()) {
    if (offSale.get(provider.id) !== 'left-alone') continue;
    await provider.getBalance?.().catch((error: unknown) => log.info({ provider: provider.id, error }, 'provider.probe.failed'));
  }
}

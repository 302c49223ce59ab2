import { log } from '@/lib/log';
import { listFleets, listProviders } from '@/lib/providers/registry';
import { readOffSale } from '@/lib/providers/sale-state';

/** Asks who is left alone for something that costs nothing: one good answer puts everything back, without a customer having to try. */
export async function probeProviders(): Promise<void> {
  const offSale = await readOffSale();
  const probes = [
    ...listProviders().map((provider) => ({ id: provider.id, ask: () => provider.getBalance?.() })),
    ...listFleets().map((fleet) => ({ id: fleet.id, ask: () => fleet.listProducts() })),
  ];
  for (const { id, ask } of probes) {
    if (offSale.get(id) !== 'left-alone') continue;
    await Promise.resolve(ask()).catch((error: unknown) => log.info({ provider: id, error }, 'provider.probe.failed'));
  }
}

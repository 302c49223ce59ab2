import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { listFleets, listProviders } from '@/lib/providers/registry';

const TO_TRY = 'SELECT "providerId" FROM "ProviderState" WHERE "circuitOpenUntil" IS NOT NULL OR "keyRefusedSince" IS NOT NULL';

/** Asks who is left alone or refused our key, on sale or not, for something that costs nothing: one good answer puts everything back, without a customer having to try. */
export async function probeProviders(): Promise<void> {
  const toTry = new Set((await rows<{ providerId: string }>(pool(), TO_TRY)).map(({ providerId }) => providerId));
  const probes = [
    ...listProviders().map((provider) => ({ id: provider.id, ask: () => provider.getBalance?.() })),
    ...listFleets().map((fleet) => ({ id: fleet.id, ask: () => fleet.listProducts() })),
  ];
  for (const { id, ask } of probes) {
    if (!toTry.has(id)) continue;
    await Promise.resolve(ask()).catch((error: unknown) => log.info({ provider: id, error }, 'provider.probe.failed'));
  }
}

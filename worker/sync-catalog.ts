import { syncPlans } from '@/lib/catalog/sync-plans';
import { closeDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getProvider, listProviders } from '@/lib/providers/registry';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  env();
  const wanted = process.argv[2];
  const providers = wanted ? [getProvider(wanted)] : listProviders();
  if (providers.length === 0) say('no provider is configured: nothing to read');
  for (const provider of providers) {
    try {
      const result = await syncPlans(provider);
      if (result.outcome === 'completed') say(`${provider.displayName}: ${result.seen} plans read, ${result.inserted} new, ${result.updated} changed, ${result.removed} withdrawn`);
      else say(`${provider.displayName}: ${result.outcome === 'held' ? `held for staff, ${result.reason}` : 'another sync is running'}`);
    } catch (error) {
      process.exitCode = 1;
      say(`${provider.displayName}: failed, ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  await closeDb();
}

await main();

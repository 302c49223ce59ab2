import { parseArgs } from 'node:util';
import { approveSync, syncPlans } from '@/lib/catalog/sync-plans';
import { closeDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { getProvider, listProviders } from '@/lib/providers/registry';

const say = (line: string) => process.stdout.write(`${line}\n`);
const told = (error: unknown) => (error instanceof Error ? error.message : String(error));
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Counts = { seen: number; inserted: number; updated: number; removed: number };
const counted = ({ seen, inserted, updated, removed }: Counts) => `${seen} plans read, ${inserted} new, ${updated} changed, ${removed} withdrawn`;

async function approve(syncId: string): Promise<void> {
  const result = UUID.test(syncId) ? await approveSync(syncId, 'command line') : ({ outcome: 'not-held' } as const);
  if (result.outcome === 'completed') {
    say(`approved: ${counted(result)}`);
    return;
  }
  process.exitCode = 1;
  say(result.outcome === 'busy' ? 'another sync of this provider is running: try again' : `${syncId} is not a sync that waits for approval`);
}

async function sync(wanted: string | undefined): Promise<void> {
  const providers = wanted ? [getProvider(wanted)] : listProviders();
  if (providers.length === 0) say('no provider is configured: nothing to read');
  for (const provider of providers) {
    try {
      const result = await syncPlans(provider);
      if (result.outcome === 'completed') say(`${provider.displayName}: ${counted(result)}`);
      else if (result.outcome === 'busy') say(`${provider.displayName}: another sync is running`);
      else say(`${provider.displayName}: held for staff, ${result.reason}; let it through with --approve ${result.syncId}`);
    } catch (error) {
      process.exitCode = 1;
      say(`${provider.displayName}: failed, ${told(error)}`);
    }
  }
}

try {
  env();
  const { values, positionals } = parseArgs({ options: { approve: { type: 'string' } }, allowPositionals: true });
  await (values.approve === undefined ? sync(positionals[0]) : approve(values.approve));
} catch (error) {
  process.exitCode = 1;
  say(told(error));
} finally {
  await closeDb();
}

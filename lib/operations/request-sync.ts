import { recordAudit } from '@/lib/db/audit';
import { db } from '@/lib/db/client';
import { enqueue } from '@/lib/jobs/enqueue';
import { findProvider, listFleets } from '@/lib/providers/registry';

/** Staff ask for the fleet to be read now. */
export async function requestFleetSync({ actor }: { actor: string }): Promise<{ outcome: 'started' | 'no-provider' }> {
  if (listFleets().length === 0) return { outcome: 'no-provider' };
  await db().$transaction(async (tx) => {
    await recordAudit(tx, { actor, action: 'fleet.sync', subject: 'fleet' });
    await enqueue(tx, { name: 'fleet.sync', payload: {}, key: 'fleet.sync' });
  });
  return { outcome: 'started' };
}

/** Staff ask for a provider's catalogue to be read now; repeats before it starts are one sync. */
export async function requestSync({ providerId, actor }: { providerId: string; actor: string }): Promise<{ outcome: 'started' | 'no-provider' }> {
  if (!findProvider(providerId)) return { outcome: 'no-provider' };
  await db().$transaction(async (tx) => {
    await recordAudit(tx, { actor, action: 'catalog.sync', subject: providerId });
    await enqueue(tx, { name: 'catalog.sync', payload: { providerId }, key: `catalog.sync:${providerId}` });
  });
  return { outcome: 'started' };
}

import type { AuditFacts } from '@/lib/db/audit';
import { auditedCall } from '@/lib/providers/audited-call';
import type { EsimSupport } from '@/lib/providers/esim-support';
import { findProvider } from '@/lib/providers/registry';
import type { Failed } from '@/lib/providers/told';

export type AccountWish = { providerId: string; actor: string };
export type Changed = { outcome: 'done' | 'no-provider' | 'cannot' | 'already-asked' | Failed };

type Deed = AccountWish & { action: string; data: NonNullable<AuditFacts['data']>; find: (support: Partial<EsimSupport>) => (() => Promise<void>) | undefined };

/** One thing staff ask of a provider for our account there. */
export async function changeAccount({ providerId, actor, action, data, find }: Deed): Promise<Changed> {
  const provider = findProvider(providerId);
  if (!provider) return { outcome: 'no-provider' };
  const call = find(provider.support ?? {});
  if (!call) return { outcome: 'cannot' };
  const { outcome } = await auditedCall({ actor, action, subject: providerId, data }, call);
  return { outcome };
}

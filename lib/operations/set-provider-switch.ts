import { recordAudit } from '@/lib/db/audit';
import { db } from '@/lib/db/client';
import { findProvider } from '@/lib/providers/registry';

export type ProviderSwitch = { providerId: string; what: 'sale' | 'replacing'; isOn: boolean; actor: string };

/** Staff take a provider's plans off sale or put them back, or let orders it refuses move to equivalent plans. Being put back forgets that its money ran out. */
export async function setProviderSwitch({ providerId, what, isOn, actor }: ProviderSwitch): Promise<{ outcome: 'switched' | 'no-provider' }> {
  if (!findProvider(providerId)) return { outcome: 'no-provider' };
  const facts = what === 'replacing' ? { mayBeReplaced: isOn } : { isSwitchedOff: !isOn, ...(isOn ? { outOfFundsSince: null, outOfFundsBalanceMinor: null } : {}) };
  await db().$transaction(async (tx) => {
    await tx.providerState.upsert({ where: { providerId }, create: { providerId, ...facts }, update: facts });
    await recordAudit(tx, { actor, action: `provider.${what}`, subject: providerId, data: { isOn } });
  });
  return { outcome: 'switched' };
}

import { openEsim } from '@/lib/esims/open-esim';
import { findProvider } from '@/lib/providers/registry';
import { withPriority } from '@/lib/providers/priority';

/** Whether the provider keeps a reference of ours on an eSIM. */
export const canBeLabelled = (providerId: string): boolean => findProvider(providerId)?.support?.labelEsim !== undefined;

/** Writes our order's id onto the eSIM at its provider, behind everybody else's calls: found by it again, should all else be lost. Doing it twice changes nothing. */
export async function labelWithOrder({ esimId }: { esimId: string }): Promise<void> {
  const esim = await openEsim(esimId);
  const support = esim && findProvider(esim.providerId)?.support;
  if (esim && support?.labelEsim) await withPriority('background', () => support.labelEsim?.(esim.iccid, esim.orderId));
}

import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { inThisVersion } from '@/lib/providers/esimgo/in-this-version';
import { suspendedAnswer } from '@/lib/providers/esimgo/wire-support';

/** v2.5 (§17). An account without the call may still state it on the eSIM; null = neither does. */
export async function isSuspended(client: EsimGoClient, iccid: string): Promise<boolean | null> {
  const path = `${esimPath(iccid)}/suspend`;
  return inThisVersion<boolean | null>(client, iccid, {
    call: async () => (await client.read(path, suspendedAnswer)).suspended,
    otherwise: ({ state }) => (state ? state.toLowerCase() === 'suspended' : null),
  });
}

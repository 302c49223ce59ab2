import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { inThisVersion, versionCannot } from '@/lib/providers/esimgo/in-this-version';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';

/** v2.5 (§17): network access off or on again. Refused, and nothing done, where the account speaks v2.4. */
export async function suspendEsim(client: EsimGoClient, iccid: string, isSuspended: boolean): Promise<void> {
  const path = `${esimPath(iccid)}/suspend`;
  await inThisVersion(client, iccid, { call: () => client.change({ method: 'POST', path, body: { suspend: isSuspended } }, statusAnswer), otherwise: versionCannot });
}

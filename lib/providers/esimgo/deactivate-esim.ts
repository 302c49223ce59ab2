import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { notAsked } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { inThisVersion, versionCannot } from '@/lib/providers/esimgo/in-this-version';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';

/** v2.5 (§17): for good, and no money comes back; so the ICCID is said twice. */
export async function deactivateEsim(client: EsimGoClient, iccid: string, confirmedIccid: string): Promise<void> {
  const path = esimPath(iccid);
  if (iccid !== confirmedIccid) throw notAsked('the ICCID is not confirmed');
  await inThisVersion(client, iccid, { call: () => client.change({ method: 'DELETE', path }, statusAnswer), otherwise: versionCannot });
}

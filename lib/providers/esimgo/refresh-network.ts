import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';

/** §8.8: disconnects the eSIM. A GET that acts, so it is never asked twice. */
export async function refreshNetwork(client: EsimGoClient, iccid: string): Promise<void> {
  const path = `${esimPath(iccid)}/refresh`;
  await aboutEsim(client, () => client.change({ method: 'GET', path }, statusAnswer));
}

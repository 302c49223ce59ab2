import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { notAsked } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';

const LONGEST = 50;

/** §8.6: our reference on an eSIM, the only place where eSIM Go keeps one. */
export async function labelEsim(client: EsimGoClient, iccid: string, label: string): Promise<void> {
  esimPath(iccid);
  if (label.trim() === '' || label.length > LONGEST) throw notAsked(`a label has 1 to ${LONGEST} characters`);
  await aboutEsim(client, () => client.change({ method: 'PUT', path: '/esims', body: { iccid, customerRef: label } }, statusAnswer));
}

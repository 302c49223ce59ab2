import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError, notAsked, tellAnswer } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutOurs } from '@/lib/providers/esimgo/is-key-good';
import { appliedAnswer } from '@/lib/providers/esimgo/wire-support';

/** §10: a bundle bought ahead goes onto this eSIM and no other. Sent once; what is lost is found by `findAppliedStock`. */
export async function applyStock(client: EsimGoClient, iccid: string, bundleName: string): Promise<{ reference: string }> {
  esimPath(iccid);
  if (!/^[\w.+-]{1,150}$/.test(bundleName)) throw notAsked('not the name of a bundle');
  const body = { iccid, name: bundleName, allowReassign: false };
  const answer = await aboutOurs(client, () => client.change({ method: 'POST', path: '/esims/apply', body, asked: 'apply' }, appliedAnswer), 'not an eSIM of ours, no stock of it');
  if ((answer.esims ?? []).some((each) => each.iccid.trim() !== iccid)) {
    throw esimGoError({ code: 'bad-response' }, { rawAnswer: tellAnswer(answer), message: 'esimgo: the bundle went onto another eSIM' });
  }
  return { reference: answer.applyReference };
}

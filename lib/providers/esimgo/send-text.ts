import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { notAsked } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';

const LONGEST = 160;
/** Other senders only by arrangement. */
const SENDER = 'eSIM';

/** §8.8: 1–160 characters to the eSIM itself, sent once. */
export async function sendText(client: EsimGoClient, iccid: string, message: string): Promise<void> {
  const path = `${esimPath(iccid)}/sms`;
  if (message.trim() === '' || [...message].length > LONGEST) throw notAsked(`a text has 1 to ${LONGEST} characters`);
  await aboutEsim(client, () => client.change({ method: 'POST', path, body: { message, from: SENDER } }, statusAnswer));
}

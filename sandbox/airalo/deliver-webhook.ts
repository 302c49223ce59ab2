import { createHmac } from 'node:crypto';
import type { Airalo } from './state.ts';

/** As PHP writes JSON: slashes and everything beyond ASCII escaped. */
export const phpJson = (body: object): string =>
  JSON.stringify(body).replaceAll('/', '\\/').replaceAll(/[\u0080-\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Posts a body signed over the very bytes that leave; answers the receiver's status, 0 when nobody is there. */
export async function deliverWebhook({ settings }: Pick<Airalo, 'settings'>, url: string, body: object): Promise<number> {
  const bytes = phpJson(body);
  const [secret = ''] = Object.values(settings.clients);
  const signature = createHmac('sha512', settings.webhookSigning === 'raw' ? secret : `not ${secret}`).update(bytes).digest('hex');
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'error', body: bytes, headers: { 'content-type': 'application/json', 'airalo-signature': signature } });
    return answer.status;
  } catch {
    return 0;
  }
}

/** Whether an address answers HEAD with 200, as it must to be subscribed. */
export async function answersHead(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', redirect: 'error' })).status === 200;
  } catch {
    return false;
  }
}

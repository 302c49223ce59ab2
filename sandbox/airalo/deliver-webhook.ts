import type { AiraloSettings } from './settings.ts';
import { signWebhook } from './sign-webhook.ts';

// A connection for each call: an old one may be closed by the receiver just as it is used again.
const ONCE = { connection: 'close' };

/** Posts a body once, signed; answers the receiver's status, 0 when nobody is there or takes too long. */
export async function deliverWebhook({ settings }: { settings: AiraloSettings }, url: string, body: object): Promise<number> {
  const { bytes, signature } = signWebhook(body, settings);
  const headers = { ...ONCE, 'content-type': 'application/json', ...(signature === null ? {} : { 'airalo-signature': signature }) };
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'error', body: bytes, headers, signal: AbortSignal.timeout(settings.webhookTimeoutMs) });
    return answer.status;
  } catch {
    return 0;
  }
}

/** Whether an address answers an unsigned HEAD with 200, as it must to be subscribed. */
export async function answersHead(url: string, { webhookTimeoutMs }: AiraloSettings): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', headers: ONCE, redirect: 'error', signal: AbortSignal.timeout(webhookTimeoutMs) })).status === 200;
  } catch {
    return false;
  }
}

import { createHmac } from 'node:crypto';
import type { EsimGo } from './state.ts';

/** Posts a callback, signed as the account's version has it; answers the receiver's status, 0 when nobody is there. */
export async function deliverCallback({ settings }: Pick<EsimGo, 'settings'>, url: string, body: object): Promise<number> {
  const written = JSON.stringify(body);
  const bytes = settings.callbackIccid === 'number' ? written.replace(/"iccid":"(\d+)"/, '"iccid":$1') : written;
  const signature = createHmac('sha256', settings.apiKey).update(bytes).digest(settings.callbackSignature === 'hex' ? 'hex' : 'base64');
  const signed = settings.callbackSignature === 'none' ? {} : { 'X-Signature-SHA256': signature };
  try {
    return (await fetch(url, { method: 'POST', redirect: 'error', body: bytes, headers: { 'content-type': 'application/json', ...signed } })).status;
  } catch {
    return 0;
  }
}

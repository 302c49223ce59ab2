import { createHmac } from 'node:crypto';
import type { EsimGo } from './state.ts';

const V3_ONLY = ['id', 'reference', 'description', 'unlimited'];
const MEGABYTE = 1_000_000;

/** A callback as the version set in the portal writes it: before version 3 without some fields, at first in MB (§14.1). */
function shape(body: object, version: EsimGo['settings']['callbackVersion']): object {
  if (version === '3' || !('bundle' in body) || typeof body.bundle !== 'object' || body.bundle === null) return body;
  const fields = Object.entries(body.bundle).filter(([name]) => !V3_ONLY.includes(name));
  const inUnit = (value: unknown) => (version === '2.1' && typeof value === 'number' ? value / MEGABYTE : value);
  return { ...body, bundle: Object.fromEntries(fields.map(([name, value]) => [name, name.endsWith('Quantity') ? inUnit(value) : value])) };
}

/** Posts a callback, signed as the account's version has it; answers the receiver's status, 0 when nobody is there. */
export async function deliverCallback({ settings }: Pick<EsimGo, 'settings'>, url: string, body: object): Promise<number> {
  const written = JSON.stringify(shape(body, settings.callbackVersion));
  const bytes = settings.callbackIccid === 'number' ? written.replace(/"iccid":"(\d+)"/, '"iccid":$1') : written;
  const signature = createHmac('sha256', settings.apiKey).update(bytes).digest(settings.callbackSignature === 'hex' ? 'hex' : 'base64');
  const isSigned = settings.callbackVersion === '3' && settings.callbackSignature !== 'none';
  const signed = isSigned ? { 'X-Signature-SHA256': signature } : {};
  const signal = AbortSignal.timeout(settings.callbackTimeoutMs);
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'error', body: bytes, signal, headers: { 'content-type': 'application/json', ...signed } });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}

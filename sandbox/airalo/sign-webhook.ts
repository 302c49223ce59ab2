import { createHmac } from 'node:crypto';
import type { AiraloSettings } from './settings.ts';

const escapeSlashes = (text: string) => text.replaceAll('/', String.raw`\/`);

/** As PHP writes JSON: slashes and everything beyond ASCII escaped. */
export const phpJson = (body: object): string =>
  escapeSlashes(JSON.stringify(body)).replaceAll(/[\u0080-\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The bytes that leave, and their signature: hex HMAC-SHA512 under the client secret of the form the switch names; null = unsigned (§11.6). */
export function signWebhook(body: object, settings: AiraloSettings): { bytes: string; signature: string | null } {
  const bytes = settings.webhookBody === 'php' ? phpJson(body) : JSON.stringify(body);
  const [secret = ''] = Object.values(settings.clients);
  const sign = (text: string, key = secret) => createHmac('sha512', key).update(text).digest('hex');
  switch (settings.webhookSigning) {
    case 'none':
      return { bytes, signature: null };
    case 'wrong':
      return { bytes, signature: sign(bytes, `not ${secret}`) };
    case 'compact':
      return { bytes, signature: sign(JSON.stringify(body)) };
    case 'slashes':
      return { bytes, signature: sign(escapeSlashes(JSON.stringify(body))) };
    case 'raw':
      return { bytes, signature: sign(bytes) };
  }
}

import { createHmac } from 'node:crypto';
import { equalSecrets } from '@/lib/crypto/sealed-text';

export const SIGNATURE_HEADER = 'airalo-signature';

/** What of a body was signed; which it is in practice nobody has published. */
export type SignedAs = 'bytes' | 'compact' | 'slashes-escaped' | 'ascii';

const escaped = (json: string) => json.replaceAll('/', String.raw`\/`);
const asAscii = (json: string) => json.replaceAll(/[\u0080-\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Nested too deeply to be written again: then only the bytes count. */
function written(body: unknown): string | null {
  try {
    return JSON.stringify(body);
  } catch {
    return null;
  }
}

/** What may have been signed, likeliest first: the bytes as they came, then the ways in which their own software writes the same JSON (§11.6). */
function* candidates(rawBody: Buffer, body: unknown): Generator<[SignedAs, Buffer | string]> {
  yield ['bytes', rawBody];
  const compact = body === undefined ? null : written(body);
  if (compact === null) return;
  yield ['compact', compact];
  yield ['slashes-escaped', escaped(compact)];
  yield ['ascii', asAscii(escaped(compact))];
}

/** Hex HMAC-SHA512 with the client secret, compared in constant time; every candidate is tried whatever the outcome of the others. Null = nobody's; else the first that fits. */
export function findSigned({ rawBody, body, secret, signature }: { rawBody: Buffer; body: unknown; secret: string; signature: string }): SignedAs | null {
  let found: SignedAs | null = null;
  for (const [as, text] of candidates(rawBody, body)) {
    const wanted = createHmac('sha512', secret).update(text).digest('hex');
    if (equalSecrets(wanted, signature.toLowerCase())) found ??= as;
  }
  return found;
}

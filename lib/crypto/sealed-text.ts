import 'server-only';
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';

/** Where a sealed value lives; bound to it, so that swapped rows do not open. */
export type SealedPlace = { table: string; row: string; column: string };

function keys(): Map<string, Buffer> {
  const entries = env().ENCRYPTION_KEYS.split(',').map((entry) => {
    const [id, value] = entry.split(':');
    return [id ?? '', Buffer.from(value ?? '', 'base64')] as const;
  });
  return new Map(entries);
}

const associatedData = (place: SealedPlace, keyId: string) =>
  Buffer.from(`${place.table}|${place.row}|${place.column}|${keyId}`);

/** AES-256-GCM under the first key: `v1.<key id>.<nonce>.<tag>.<text>`. */
export function seal(text: string, place: SealedPlace): string {
  const [first] = keys();
  if (!first) throw new Error('no encryption key');
  const [keyId, key] = first;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData(place, keyId));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return ['v1', keyId, nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), sealed.toString('base64url')].join('.');
}

/** Opens what `seal` made, under any configured key; throws when the place or a bit differs. */
export function unseal(sealed: string, place: SealedPlace): string {
  const [version, keyId = '', nonce = '', tag = '', body = ''] = sealed.split('.');
  const key = keys().get(keyId);
  if (version !== 'v1' || !key) throw new Error('sealed with an unknown key');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
    .setAAD(associatedData(place, keyId))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

/** Keyed hash for look-ups of a secret value, stable across key rotation (derived from NEXTAUTH_SECRET). */
export function keyedHash(purpose: string, value: string): string {
  const key = Buffer.from(hkdfSync('sha256', env().NEXTAUTH_SECRET, 'simplify', `keyed-hash:${purpose}`, 32));
  return createHmac('sha256', key).update(value).digest('base64url');
}

/** 256 unguessable bits for links; store only `hashToken` of it. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Compares in constant time, whatever the lengths. */
export function equalSecrets(left: string, right: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(left), digest(right));
}

import type { OnenceClient } from './client';
import { refused } from './errors';
import type { Versions } from './versions';

/** What every call of one account shares. */
export type Account = { client: OnenceClient; versions: Versions };

/** Paths and bodies take 19 digits; a twentieth is the check digit (§5). */
export function pathIccid(iccid: string): string {
  if (!/^\d{19,20}$/.test(iccid)) throw refused('not an ICCID of 19 digits');
  return iccid.slice(0, 19);
}

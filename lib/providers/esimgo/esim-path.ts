import { notAsked } from '@/lib/providers/esimgo/errors';

/** Nothing but digits goes into an address. */
export function esimPath(iccid: string): string {
  if (!/^\d{18,22}$/.test(iccid)) throw notAsked('not an ICCID');
  return `/esims/${iccid}`;
}

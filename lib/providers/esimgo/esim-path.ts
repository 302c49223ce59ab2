import { esimGoError } from '@/lib/providers/esimgo/errors';

/** Nothing but digits goes into an address. */
export function esimPath(iccid: string): string {
  if (!/^\d{18,22}$/.test(iccid)) throw esimGoError({ code: 'rejected', refusal: { reason: 'invalid-request' } }, { message: 'esimgo: not an ICCID' });
  return `/esims/${iccid}`;
}

import { AiraloError } from '@/lib/providers/airalo/errors';

/** An empty ICCID would list every eSIM of the account (§8.1): nothing but digits is sent. */
export function simPath(iccid: string): string {
  if (!/^\d{18,22}$/.test(iccid)) throw new AiraloError({ code: 'rejected', reason: 'not_found', refusal: { reason: 'invalid-request' } }, { notAsked: true, message: 'airalo: not an ICCID' });
  return `/v2/sims/${iccid}`;
}

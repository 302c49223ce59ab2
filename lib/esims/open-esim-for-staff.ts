import { z } from 'zod';
import { openEsim, type OpenEsim } from '@/lib/esims/open-esim';

export type EsimOfOrder = { orderId: string; esimId: string };

/** An eSIM of this very order, for staff; null when it is not there or belongs to another. Who asks is checked at the door. */
export async function openEsimForStaff({ orderId, esimId }: EsimOfOrder): Promise<OpenEsim | null> {
  const esim = z.uuid().safeParse(esimId).success ? await openEsim(esimId) : null;
  return esim?.orderId === orderId ? esim : null;
}

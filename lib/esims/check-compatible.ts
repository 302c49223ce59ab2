import { supportOf } from '@/lib/esims/esim-support';
import { openEsimForStaff, type EsimOfOrder } from '@/lib/esims/open-esim-for-staff';
import { failedBy, type Failed } from '@/lib/providers/told';

/** Whether a plan of its provider may be put onto the eSIM; reads only. */
export async function checkCompatible({ providerPlanId, ...where }: EsimOfOrder & { providerPlanId: string }): Promise<{ outcome: 'compatible' | 'not-compatible' | 'no-esim' | 'cannot' | Failed }> {
  const esim = await openEsimForStaff(where);
  if (!esim) return { outcome: 'no-esim' };
  const { isCompatible } = supportOf(esim);
  if (!isCompatible) return { outcome: 'cannot' };
  try {
    return { outcome: (await isCompatible(esim.iccid, providerPlanId)) ? 'compatible' : 'not-compatible' };
  } catch (error) {
    const outcome = failedBy(error);
    if (!outcome) throw error;
    return { outcome };
  }
}

import { pool } from '@/lib/db/client';
import { carryOut, type NotDone, type StaffWish } from '@/lib/esims/carry-out';
import { providerOf, supportOf } from '@/lib/esims/esim-support';
import { openEsimForStaff } from '@/lib/esims/open-esim-for-staff';
import { outdateReadings } from '@/lib/esims/reading';
import type { Done } from '@/lib/providers/audited-call';
import type { Revocation } from '@/lib/providers/esim-support';
import { failedBy } from '@/lib/providers/told';

export type RevokeWish = StaffWish & { providerBundleId: string; refundTo: Revocation['refundTo'] };
type Refused = NotDone | { outcome: 'no-bundle' };
type Looked = { outcome: 'checked'; words: string; about: Omit<Revocation, 'mode'> } | Refused;

/** The bundle as its provider lists it now, and what taking it back would do; what a form says of it counts for nothing. */
async function look({ orderId, esimId, providerBundleId, refundTo }: RevokeWish): Promise<Looked> {
  const esim = await openEsimForStaff({ orderId, esimId });
  if (!esim) return { outcome: 'no-esim' };
  const { revokeBundle: revoke } = supportOf(esim);
  const { listBundles } = providerOf(esim);
  if (!listBundles || !revoke) return { outcome: 'cannot' };
  try {
    const bundle = (await listBundles(esim.iccid)).find((each) => each.providerBundleId === providerBundleId);
    if (!bundle) return { outcome: 'no-bundle' };
    const about = { iccid: esim.iccid, providerBundleId, providerPlanId: bundle.providerPlanId, refundTo };
    return { outcome: 'checked', about, words: (await revoke({ ...about, mode: 'check' })).words };
  } catch (error) {
    const outcome = failedBy(error);
    if (!outcome) throw error;
    // Nothing was asked to change, so nothing is unclear.
    return { outcome: outcome === 'unclear' ? 'no-answer' : outcome };
  }
}

/** Asks the provider what taking a bundle back would do; changes nothing. */
export async function checkRevocation(wish: RevokeWish): Promise<{ outcome: 'checked'; words: string } | Refused> {
  const looked = await look(wish);
  return looked.outcome === 'checked' ? { outcome: 'checked', words: looked.words } : looked;
}

/** Takes a bundle back, if the provider still says of it what staff were shown. Our customer's money is another matter. */
export async function revokeBundle({ expectedWords, ...wish }: RevokeWish & { expectedWords: string }): Promise<Done<{ words: string }> | Refused | { outcome: 'changed' }> {
  const looked = await look(wish);
  if (looked.outcome !== 'checked') return looked;
  if (looked.words !== expectedWords) return { outcome: 'changed' };
  const { providerBundleId, refundTo } = wish;
  const result = await carryOut({
    ...wish, action: 'esim.revoke-bundle', data: { providerBundleId, refundTo },
    find: ({ revokeBundle: revoke }) => revoke && (() => revoke({ ...looked.about, mode: 'carry-out' })),
    note: ({ words }) => ({ words }),
  });
  if (result.outcome === 'done' || result.outcome === 'unclear') await outdateReadings(pool(), wish.esimId, ['usage', 'bundles', 'top-ups']);
  return result;
}

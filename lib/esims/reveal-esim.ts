import { z } from 'zod';
import { unseal } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';
import { profilePlace } from '@/lib/esims/store-esims';
import { maySeeOrder, type OrderViewer } from '@/lib/auth/order-access-rule';

const profileShape = z.object({
  iccid: z.string(), smdpAddress: z.string(), matchingId: z.string(), lpa: z.string(), confirmationCode: z.string().nullable(),
  appleInstallUrl: z.string().nullable(), androidInstallUrl: z.string().nullable(), apnIos: z.string().nullable(), apnAndroid: z.string().nullable(),
  isRoaming: z.boolean().nullable(), msisdn: z.string().nullable(),
});

/** An eSIM's install secrets, for the order's owner only; null when it is not there or not theirs. */
export async function revealEsim(esimId: string, viewer: OrderViewer) {
  if (!z.uuid().safeParse(esimId).success) return null;
  const esim = await db().esim.findUnique({
    where: { id: esimId },
    select: { sealedProfile: true, line: { select: { order: { select: { id: true, customerId: true, guestLinkVersion: true, guestLinkExpiresAt: true } } } } },
  });
  if (!esim || !maySeeOrder(esim.line.order, viewer)) return null;
  return profileShape.parse(JSON.parse(unseal(esim.sealedProfile, profilePlace(esimId))));
}

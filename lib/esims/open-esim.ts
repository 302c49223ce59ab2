import { z } from 'zod';
import { maySeeOrder, type OrderViewer } from '@/lib/auth/order-access-rule';
import { unseal } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';
import { profilePlace } from '@/lib/esims/store-esims';

/** What calls to its provider need. The ICCID is opened for them only; pages show its last four digits. */
export type OpenEsim = { id: string; orderId: string; lineId: string; providerId: string; iccid: string; iccidLast4: string };

const iccidOnly = z.object({ iccid: z.string() });

const select = {
  id: true, providerId: true, iccidLast4: true, sealedProfile: true, lineId: true,
  line: { select: { order: { select: { id: true, customerId: true, guestLinkVersion: true, guestLinkExpiresAt: true } } } },
} as const;

type Row = { id: string; providerId: string; iccidLast4: string; sealedProfile: string; lineId: string; line: { order: { id: string } } };

const opened = ({ id, providerId, iccidLast4, sealedProfile, lineId, line }: Row): OpenEsim => ({
  id, providerId, iccidLast4, lineId, orderId: line.order.id,
  iccid: iccidOnly.parse(JSON.parse(unseal(sealedProfile, profilePlace(id)))).iccid,
});

/** For work of ours that nobody asked for by hand. */
export async function openEsim(esimId: string): Promise<OpenEsim | null> {
  const esim = await db().esim.findUnique({ where: { id: esimId }, select });
  return esim && opened(esim);
}

/** For the order's owner only; null when it is not there or not theirs. */
export async function openEsimForViewer(esimId: string, viewer: OrderViewer): Promise<OpenEsim | null> {
  if (!z.uuid().safeParse(esimId).success) return null;
  const esim = await db().esim.findUnique({ where: { id: esimId }, select });
  return esim && maySeeOrder(esim.line.order, viewer) ? opened(esim) : null;
}

/** The eSIM a provider speaks of, by the keyed hash of its ICCID; null when it is none of ours, or another provider's. */
export async function findEsimByHash(providerId: string, iccidHash: string): Promise<OpenEsim | null> {
  const esim = await db().esim.findUnique({ where: { iccidHash }, select });
  return esim?.providerId === providerId ? opened(esim) : null;
}

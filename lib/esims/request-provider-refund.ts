import type { Tx } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { carryOut, type StaffWish } from '@/lib/esims/carry-out';
import type { RefundGround } from '@/lib/providers/esim-support';

export const REFUND_GROUNDS = [
  'installation-failure', 'no-coverage', 'slow', 'device-not-compatible', 'device-locked', 'plans-changed', 'wrong-purchase', 'top-up-failure', 'expired-early', 'other',
] as const satisfies readonly RefundGround[];

const ACTION = 'esim.provider-refund';
/** Who asks second waits here until the first one's intent is written. */
const LOCK = 'SELECT 1 AS locked FROM "Esim" WHERE id = $1::uuid FOR UPDATE';
/** Surely not made are only those the provider refused or never heard of; what is unclear may be open there. */
const OPEN = `SELECT (SELECT count(*) FROM "AuditEntry" WHERE subject = $1 AND action = $2)
  > (SELECT count(*) FROM "AuditEntry" WHERE subject = $1 AND action = $2 || '.failed' AND data->>'outcome' IN ('provider-refused', 'no-answer')) AS "isOpen"`;

async function isNoneOpen(tx: Tx, esimId: string): Promise<boolean> {
  await rows(tx, LOCK, [esimId]);
  const [asked] = await rows<{ isOpen: boolean }>(tx, OPEN, [esimId, ACTION]);
  return asked?.isOpen === false;
}

/** Asks the provider to give our money for this eSIM back, once; people there decide later. The customer's money is another matter. */
export const requestProviderRefund = ({ ground, notes, ...wish }: StaffWish & { ground: RefundGround; notes: string | null }) =>
  carryOut({
    ...wish, action: ACTION, data: { ground },
    mayBegin: (tx) => isNoneOpen(tx, wish.esimId),
    find: ({ requestRefund }) => requestRefund && ((iccid) => requestRefund({ iccids: [iccid], ground, notes })),
    note: ({ refundId }) => ({ refundId }),
  });

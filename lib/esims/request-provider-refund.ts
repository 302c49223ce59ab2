import { carryOut, type StaffWish } from '@/lib/esims/carry-out';
import type { RefundGround } from '@/lib/providers/esim-support';

export const REFUND_GROUNDS = [
  'installation-failure', 'no-coverage', 'slow', 'device-not-compatible', 'device-locked', 'plans-changed', 'wrong-purchase', 'top-up-failure', 'expired-early', 'other',
] as const satisfies readonly RefundGround[];

/** Asks the provider to give our money for this eSIM back; people there decide later. The customer's money is another matter. */
export const requestProviderRefund = ({ ground, notes, ...wish }: StaffWish & { ground: RefundGround; notes: string | null }) =>
  carryOut({
    ...wish, action: 'esim.provider-refund', data: { ground },
    find: ({ requestRefund }) => requestRefund && ((iccid) => requestRefund({ iccids: [iccid], ground, notes })),
    note: ({ refundId }) => ({ refundId }),
  });

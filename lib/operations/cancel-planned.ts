import { changeAccount, type AccountWish } from '@/lib/operations/change-account';

/** Takes back a purchase planned for later, while its provider still lets it. */
export const cancelPlanned = ({ requestId, ...wish }: AccountWish & { requestId: string }) =>
  changeAccount({
    ...wish, action: 'provider.planned.cancel', data: { requestId },
    find: ({ cancelPlannedPurchases: cancel }) => cancel && (() => cancel([requestId])),
  });

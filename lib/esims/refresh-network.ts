import { carryOut, type StaffWish } from '@/lib/esims/carry-out';

/** Disconnects the eSIM so that it registers anew. */
export const refreshNetwork = (wish: StaffWish) => carryOut<void>({ ...wish, action: 'esim.refresh-network', find: ({ refreshNetwork: refresh }) => refresh });

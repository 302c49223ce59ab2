import { carryOut, type StaffWish } from '@/lib/esims/carry-out';

/** Takes network access away or gives it back; the profile stays. Repeats change nothing. */
export const suspendEsim = ({ isSuspended, ...wish }: StaffWish & { isSuspended: boolean }) =>
  carryOut<void>({ ...wish, action: isSuspended ? 'esim.suspend' : 'esim.resume', find: ({ suspendEsim: suspend }) => suspend && ((iccid) => suspend(iccid, isSuspended)) });

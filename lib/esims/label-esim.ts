import { carryOut, type StaffWish } from '@/lib/esims/carry-out';

/** Puts our own reference on the eSIM at its provider; the last one counts. */
export const labelEsim = ({ label, ...wish }: StaffWish & { label: string }) =>
  carryOut<void>({ ...wish, action: 'esim.label', data: { label }, find: ({ labelEsim: give }) => give && ((iccid) => give(iccid, label)) });

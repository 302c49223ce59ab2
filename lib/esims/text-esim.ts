import { carryOut, type StaffWish } from '@/lib/esims/carry-out';

/** Sends a text of 1–160 characters to the eSIM, once; a repeat is a second text. The audit log keeps its length, not its words. */
export const textEsim = ({ message, ...wish }: StaffWish & { message: string }) =>
  carryOut<void>({ ...wish, action: 'esim.text', data: { characters: message.length }, find: ({ sendText }) => sendText && ((iccid) => sendText(iccid, message)) });

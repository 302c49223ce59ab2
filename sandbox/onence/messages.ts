/** An SMS between the account and a device; its state follows from the clock (§7.8). */
export interface Message {
  id: number;
  submittedAt: number;
  deliverAt: number;
  expiresAt: number;
  /** The device could be reached when it was sent. */
  isReachable: boolean;
  sourceAddress: string;
  sourceAddressType: number;
  payload: string;
  udh: string | null;
  dcs: number;
}

export function messageStatus(message: Message, now: number): { id: number; description: string } {
  if (message.isReachable && now >= message.deliverAt) return { id: 4, description: 'DELIVERED' };
  if (now >= message.expiresAt) return { id: 6, description: 'EXPIRED' };
  return { id: 2, description: 'PENDING' };
}

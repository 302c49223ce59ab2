import type { Asked } from './order-checks.ts';

export type FutureStatus = 'pending' | 'failed' | 'retry' | 'processed' | 'cancelled';

export interface FutureOrder {
  id: string;
  asked: Asked;
  url: string;
  dueAt: number;
  status: FutureStatus;
  attempts: number;
  /** What its test package makes of it, instead of an order. */
  fate: FutureStatus | null;
}

export const DAY = 86_400_000;

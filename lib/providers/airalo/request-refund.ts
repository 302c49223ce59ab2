import type { AiraloClient } from '@/lib/providers/airalo/client';
import { notAsked } from '@/lib/providers/airalo/errors';
import { toOrderForm } from '@/lib/providers/airalo/order-form';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { refundAnswer } from '@/lib/providers/airalo/wire-account';
import type { RefundGround } from '@/lib/providers/esim-support';
import { plainText } from '@/lib/providers/plain-text';

const MOST_ESIMS = 5;
const LONGEST_NOTES = 255;

const REASONS = {
  'installation-failure': 'INSTALLATION_FAILURE', 'no-coverage': 'NO_COVERAGE', slow: 'SLOW_SPEED', 'device-not-compatible': 'INCOMPATIBLE_DEVICE',
  'device-locked': 'LOCKED_DEVICE', 'plans-changed': 'CHANGE_OF_PLAN', 'wrong-purchase': 'WRONG_PURCHASE', 'top-up-failure': 'TOP_UP_PACKAGE_FAILURE',
  'expired-early': 'EARLY_EXPIRY', other: 'OTHERS',
} as const satisfies Record<RefundGround, string>;

export type RefundWish = { iccids: string[]; ground: RefundGround; notes: string | null };

function fieldsOf({ iccids, ground, notes }: RefundWish): [string, string][] {
  const [esims, words] = [[...new Set(iccids)], plainText(notes, LONGEST_NOTES)];
  for (const iccid of esims) simPath(iccid);
  const wrong = esims.length < 1 || esims.length > MOST_ESIMS ? { iccids: `one to ${MOST_ESIMS}` } : ground === 'other' && words === '' ? { notes: 'are needed' } : null;
  if (wrong) throw notAsked(wrong);
  return [...esims.map((iccid): [string, string] => ['iccids[]', iccid]), ['reason', REASONS[ground]], ...(words === '' ? [] : [['notes', words] satisfies [string, string]])];
}

/** §10.6: a request and no refund; people there judge it, and only the status of the order ever shows what became of it. Sent once; a lost answer cannot be looked up. */
export async function requestRefund(client: AiraloClient, wish: RefundWish): Promise<{ refundId: string }> {
  const { data } = await client.change({ method: 'POST', path: '/v2/refund', body: toOrderForm(fieldsOf(wish)) }, refundAnswer);
  return { refundId: data.refund_id };
}

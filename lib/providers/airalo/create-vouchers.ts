import type { AiraloClient } from '@/lib/providers/airalo/client';
import { notAsked, unreadable } from '@/lib/providers/airalo/errors';
import { checkPackageId } from '@/lib/providers/airalo/package-id';
import { readRow } from '@/lib/providers/airalo/readable-rows';
import { listAnswer, voucher } from '@/lib/providers/airalo/wire-account';

const PATH = '/v2/voucher/esim';
const MOST = 100;

export type VoucherWish = { providerPlanId: string; quantity: number; bookingReference: string };

function check({ providerPlanId, quantity, bookingReference }: VoucherWish): void {
  checkPackageId(providerPlanId);
  if (Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST && bookingReference !== '') return;
  const fields = { vouchers: `needs a reference and a whole number from 1 to ${MOST}` };
  throw notAsked(fields);
}

/**
 * §10.3: spends. Sent once, and no list tells what a lost answer left behind: after `outcome-unknown` only Airalo can say. The codes are redeemed with
 * Airalo and stand in no message of ours; an answer of other vouchers is kept whole, for what it brings is paid.
 */
export async function createVouchers(client: AiraloClient, wish: VoucherWish): Promise<{ codes: string[] }> {
  check(wish);
  const body = { vouchers: [{ package_id: wish.providerPlanId, quantity: wish.quantity, booking_reference: wish.bookingReference }] };
  const { data } = await client.order(PATH, body, listAnswer);
  const [made, ...further] = data.map((row) => readRow(row, voucher, `POST ${PATH}`));
  const codes = [...new Set(made?.codes)];
  const isAsked = made?.package_id === wish.providerPlanId && (made.booking_reference ?? wish.bookingReference) === wish.bookingReference && codes.length === wish.quantity;
  if (!isAsked || further.length > 0) throw unreadable(data, 'other vouchers than those asked for');
  return { codes };
}

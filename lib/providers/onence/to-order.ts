import type { FleetOrder } from '@/lib/providers/fleet-provider';
import { decimalMoney } from '@/lib/providers/decimal-money';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import type { WireOrder } from './wire';

function amountOf({ invoice_amount: amount, currency }: WireOrder): FleetOrder['invoiceAmount'] {
  if (amount === null || currency === null) return null;
  try {
    return decimalMoney(amount, currency.toUpperCase());
  } catch {
    return null;
  }
}

/** Only COMPLETED is attested as a status, so it stays their word (§9.1). */
export const toOrder = (order: WireOrder): FleetOrder => ({
  providerOrderId: order.order_number,
  kind: plainText(order.order_type, 60),
  status: plainText(order.order_status, 60),
  orderedAt: order.order_date,
  invoiceNumber: plainTextOrNull(order.invoice_number, 60),
  invoiceAmount: amountOf(order),
  iccids: (order.sims ?? []).map(({ iccid }) => iccid),
});

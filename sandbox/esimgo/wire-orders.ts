import { nanoStamp } from './answers.ts';
import type { Esim, EsimGo, Order, OrderItem } from './state.ts';

const money = (cents: number) => Math.round(cents) / 100;

export const totalCents = (items: readonly Pick<OrderItem, 'unitCents' | 'quantity'>[]) =>
  items.reduce((sum, { unitCents, quantity }) => sum + unitCents * quantity, 0);

const wireInstall = ({ iccid, matchingId, smdpAddress }: Esim) => ({ iccid, matchingId, smdpAddress });

export interface OrderView {
  withEsims: boolean;
}

/** An order as bought, or as read later; while it is prepared its eSIMs are empty. */
export function wireOrder(order: Order, { isReady }: EsimGo, { withEsims }: OrderView) {
  const isDone = isReady(order);
  const count = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    order: order.items.map((item) => ({
      ...(withEsims && order.assign ? { esims: isDone ? item.esims.map(wireInstall) : [] } : {}),
      type: 'bundle',
      item: item.bundle.name,
      ...(withEsims ? { iccids: isDone ? item.esims.map(({ iccid }) => iccid) : [] } : {}),
      ...wireAmounts(item),
    })),
    total: money(totalCents(order.items)),
    currency: order.currency,
    status: isDone ? 'completed' : 'processing',
    statusMessage: isDone ? `Order completed: ${order.assign ? count : 0} eSIMs assigned` : 'Order is being processed',
    orderReference: order.reference,
    createdDate: nanoStamp(order.createdAt),
    assigned: order.assign && isDone,
    sourceIP: '203.0.113.9',
  };
}

function wireAmounts({ quantity, unitCents, allowReassign }: Omit<OrderItem, 'esims' | 'bundle'>) {
  return { quantity, subTotal: money(unitCents * quantity), pricePerUnit: money(unitCents), AllowReassign: allowReassign };
}

/** The dry run: prices and no reference. */
export function wireValidation(items: readonly Omit<OrderItem, 'esims'>[], view: { currency: string; assign: boolean; now: number }) {
  return {
    order: items.map((item) => ({ type: 'bundle', item: item.bundle.name, ...wireAmounts(item) })),
    total: money(totalCents(items)),
    valid: true,
    currency: view.currency,
    createdDate: nanoStamp(view.now),
    assigned: view.assign,
  };
}

/** A balance top-up stands in the same history and is no purchase of bundles. */
export function wireBalanceTopUp(at: number, currency: string) {
  return {
    order: [{ type: 'topup', item: 'Balance top up', quantity: 1, subTotal: 1000, pricePerUnit: 1000 }],
    total: 1000,
    currency,
    status: 'completed',
    statusMessage: 'Order completed',
    orderReference: '00000000-0000-4000-8000-000000000001',
    createdDate: nanoStamp(at),
    assigned: false,
    invoiceLink: 'https://invoices.sandbox.example/1.pdf',
  };
}

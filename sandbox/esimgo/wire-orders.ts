import { nanoStamp } from './answers.ts';
import type { BalanceTopUp, Esim, EsimGo, Order, OrderItem, Version } from './state.ts';

const money = (cents: number) => Math.round(cents) / 100;

export const totalCents = (items: readonly Pick<OrderItem, 'unitCents' | 'quantity'>[]) =>
  items.reduce((sum, { unitCents, quantity }) => sum + unitCents * quantity, 0);

type Settings = EsimGo['settings'];

export const smdpOf = ({ smdpAddress }: Esim, { smdpAs }: Settings) => (smdpAs === 'url' ? `http://${smdpAddress}` : smdpAddress);

const wireInstall = (esim: Esim, settings: Settings) => ({ iccid: esim.iccid, matchingId: esim.matchingId, smdpAddress: smdpOf(esim, settings) });

export interface OrderView {
  withEsims: boolean;
  version: Version;
}

/** An order as bought, or as read later; while it is prepared its eSIMs are empty (§7.3, §21). */
export function wireOrder(order: Order, esimgo: EsimGo, view: OrderView) {
  const { settings } = esimgo;
  const isDone = esimgo.isReady(order);
  return {
    order: order.items.map((item, index) => wireItem(order, { item, index, isDone }, { ...view, settings })),
    total: order.kind === 'apply' ? 0 : money(totalCents(order.items)),
    currency: order.currency,
    status: isDone ? 'completed' : settings.pendingStatus,
    statusMessage: isDone ? doneText(order, settings) : 'Order is being processed',
    [settings.orderReferenceKey]: order.reference,
    createdDate: nanoStamp(order.createdAt),
    assigned: order.assign && isDone,
    ...(settings.newerOrderFields ? { sourceIP: order.sourceIp } : {}),
    ...(view.version === '2.5' ? { runningBalance: order.balanceAfter.toFixed(2) } : {}),
  };
}

function doneText({ items }: Order, { statusWording }: Settings) {
  const count = items.reduce((sum, { esims }) => sum + esims.length, 0);
  return `Order completed: ${count} ${statusWording === 'spec' && count === 1 ? 'eSIM' : 'eSIMs'} assigned`;
}

interface ItemView extends OrderView {
  settings: Settings;
}

function wireItem({ kind, assign, reference }: Order, { item, index, isDone }: { item: OrderItem; index: number; isDone: boolean }, { settings, withEsims }: ItemView) {
  const isTold = withEsims && (isDone || settings.pendingAnswer !== 'absent');
  const given = isDone ? item.esims : [];
  const isApply = kind === 'apply';
  return {
    ...(isTold && assign ? { esims: given.map((esim) => wireInstall(esim, settings)) } : {}),
    type: isApply ? 'bundleAssignment' : 'bundle',
    item: isApply ? `${reference}-${index}` : item.bundle.name,
    ...(isTold ? { iccids: given.map(({ iccid }) => iccid) } : {}),
    ...wireAmounts(isApply ? { ...item, quantity: 0, unitCents: 0 } : item, settings),
  };
}

function wireAmounts({ quantity, unitCents, allowReassign }: Omit<OrderItem, 'esims' | 'bundle'>, { newerOrderFields }: Settings) {
  return { quantity, subTotal: money(unitCents * quantity), pricePerUnit: money(unitCents), ...(newerOrderFields ? { AllowReassign: allowReassign } : {}) };
}

/** The dry run: prices and no reference (§7.2). */
export function wireValidation(items: readonly Omit<OrderItem, 'esims'>[], { assign, esimgo }: { assign: boolean; esimgo: EsimGo }) {
  return {
    order: items.map((item) => ({ type: 'bundle', item: item.bundle.name, ...wireAmounts(item, esimgo.settings) })),
    total: money(totalCents(items)),
    valid: true,
    currency: esimgo.settings.currency,
    createdDate: nanoStamp(esimgo.now()),
    assigned: assign,
  };
}

/** A dry run of what cannot be made; where the reason stands is not known (§7.2). */
export const wireInvalid = (message: string, { settings, now }: EsimGo) => ({ order: [], total: 0, valid: false, message, currency: settings.currency, createdDate: nanoStamp(now()) });

/** A payment into the balance stands in the same history and is no purchase of bundles (§7.4). */
export function wireBalanceTopUp({ type, reference, createdAt, amount }: BalanceTopUp, settings: Settings) {
  return {
    order: [{ type, item: 'Balance top up', quantity: 1, subTotal: amount, pricePerUnit: amount }],
    total: amount,
    currency: settings.currency,
    status: 'completed',
    statusMessage: 'Order completed',
    [settings.orderReferenceKey]: reference,
    createdDate: nanoStamp(createdAt),
    assigned: false,
    invoiceLink: `https://invoices.sandbox.example/${reference}.pdf`,
  };
}

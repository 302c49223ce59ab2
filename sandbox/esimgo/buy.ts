import { spend } from './balance.ts';
import { fits } from './fits.ts';
import type { AskedItem, AskedOrder } from './read-order.ts';
import type { Esim, EsimGo, Order, OrderItem } from './state.ts';
import { totalCents } from './wire-orders.ts';

/** When an order of these bundles is worked off, and when the list shows it. */
function datesOf(items: readonly AskedItem[], { settings, now }: EsimGo) {
  const first = items[0]?.bundle.name ?? '';
  const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
  return {
    createdAt: now(),
    readyAt: now() + Math.max(settings.assignDelays[first] ?? settings.assignDelayMs, asyncMs(quantity, settings)),
    visibleAt: now() + (settings.visibilityDelays[first] ?? settings.visibilityDelayMs),
  };
}

export const asyncMs = (quantity: number, { asyncAbove, asyncMs: ms }: EsimGo['settings']) => (asyncAbove > 0 && quantity > asyncAbove ? ms : 0);

/** Carries an order out: money is taken, eSIMs are made or filled, the ledger remembers. Every call is another order (§1). */
export function buy(asked: AskedOrder, sourceIp: string, esimgo: EsimGo): Order {
  const { settings, orders } = esimgo;
  const reference = esimgo.newReference();
  const items = asked.items.map(({ bundle, quantity, unitCents, allowReassign }): OrderItem => ({ bundle, quantity, unitCents, allowReassign, esims: [] }));
  const order: Order = { kind: 'order', reference, ...datesOf(asked.items, esimgo), assign: asked.assign, currency: settings.currency, sourceIp, items, balanceAfter: 0 };
  items.forEach((item, index) => {
    const wish = asked.items[index];
    if (wish && asked.assign) deliver(order, { item, wish }, esimgo);
    else esimgo.stock.add(item.bundle, item.quantity, item.unitCents);
  });
  orders.push(order);
  spend(totalCents(items), esimgo);
  order.balanceAfter = settings.balance;
  record(order, esimgo);
  return order;
}

function deliver(order: Order, { item, wish }: { item: OrderItem; wish: AskedItem }, esimgo: EsimGo) {
  const { settings, esims, callbacks } = esimgo;
  const missing = Math.min(settings.shortDelivery[item.bundle.name] ?? 0, item.quantity);
  const handOut = (unit: number) => {
    const index = order.items.reduce((sum, { esims: given }) => sum + given.length, 0);
    const esim = targetOf(esims.get(wish.iccids[unit] ?? ''), item, esimgo);
    esim.profileName = wish.profileName ?? esim.profileName;
    esimgo.assign(esim, item.bundle, { reference: `${order.reference}-${index}`, readyAt: order.readyAt, unitCents: item.unitCents });
    item.esims.push(esim);
  };
  for (let unit = 0; unit < item.quantity - missing; unit += 1) handOut(unit);
  if (missing === 0 || settings.shortDeliveryMs === 0) return;
  callbacks.timers.after(settings.shortDeliveryMs, () => {
    for (let unit = item.quantity - missing; unit < item.quantity; unit += 1) handOut(unit);
  });
}

const targetOf = (asked: Esim | undefined, { bundle }: OrderItem, esimgo: EsimGo): Esim => (asked && fits(asked, bundle, esimgo) ? asked : esimgo.makeEsim());

function record({ reference, items, currency }: Order, { world }: EsimGo) {
  world.record({
    service: 'esimgo',
    type: 'purchase',
    reference,
    data: {
      item: items[0]?.bundle.name ?? '',
      items: items.map(({ bundle, quantity }) => ({ item: bundle.name, quantity })),
      quantity: items.reduce((sum, item) => sum + item.quantity, 0),
      providerOrderId: reference,
      iccids: items.flatMap(({ esims }) => esims.map(({ iccid }) => iccid)),
      totalMinor: totalCents(items),
      currency,
    },
  });
}

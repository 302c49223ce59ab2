import { raiseCreditAlert } from './credit-alerts.ts';
import type { Asked } from './order-checks.ts';
import type { Airalo, Order } from './state.ts';
import { centsOf, costCents } from './wire-prices.ts';

/** Takes stock and credit and keeps the order; null when the credit does not reach. */
export function buy(airalo: Airalo, { found, quantity, description, brand, sharing, email }: Asked): Order | null {
  const { world, settings, addOrder } = airalo;
  const cost = costCents(found.offer, settings);
  const delivered = Math.min(quantity, settings.shortDeliveries[found.id] ?? quantity);
  const charged = settings.shortDeliveryCharge === 'asked' ? quantity : delivered;
  if (!spend(airalo, cost * charged)) return null;
  const stock = settings.stock[found.id];
  if (stock !== undefined) settings.stock[found.id] = stock - quantity;
  const order = addOrder({ found, quantity, charged, description, brand, retailCents: centsOf(found.offer, settings).retail, costCents: cost, sharing });
  recordPurchase(airalo, order, order.sims.map((sim) => sim.iccid));
  if (email !== null) {
    world.record({ service: 'airalo', type: 'email', reference: email, data: { providerOrderId: String(order.id), sharing } });
  }
  return order;
}

/** Takes money from the credit, which nobody is charged in the vendor's sandbox mode; false when it does not reach. */
export function spend(airalo: Airalo, cents: number): boolean {
  const { settings } = airalo;
  if (settings.sandboxMode) return true;
  const leftCents = Math.round(settings.creditUsd * 100) - cents;
  if (leftCents < 0) return false;
  const before = settings.creditUsd;
  settings.creditUsd = leftCents / 100;
  raiseCreditAlert(airalo, before);
  return true;
}

export function recordPurchase({ world }: Airalo, order: Order, iccids: string[]) {
  world.record({
    service: 'airalo',
    type: 'purchase',
    reference: order.description ?? '',
    data: { package_id: order.found.id, quantity: order.quantity, providerOrderId: String(order.id), iccids, costUsdCents: order.costCents * order.charged },
  });
}

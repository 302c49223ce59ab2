import { buy } from './buy.ts';
import type { FutureOrder } from './future-order.ts';
import { tellOfFailure, tellOfOrder } from './order-notices.ts';
import type { Airalo } from './state.ts';

// What may go away by itself is tried again: maintenance, no stock, an unexpected error.
const PASSING = new Set([13, 33, 53]);

/** Works a future order off: bought and told, to be tried again, or failed and told. */
export function runFutureOrder(airalo: Airalo, order: FutureOrder) {
  const { settings, timers } = airalo;
  if (order.fate !== null || order.status === 'cancelled' || order.status === 'processed') return;
  order.attempts += 1;
  const bought = refusalOf(airalo, order) ?? buy(airalo, order.asked) ?? 11;
  if (typeof bought !== 'number') {
    order.status = 'processed';
    tellOfOrder(airalo, bought, order);
  } else if (PASSING.has(bought) && order.attempts < settings.futureAttempts) {
    order.status = 'retry';
    timers.after(settings.futureRetryMs, () => runFutureOrder(airalo, order));
  } else {
    order.status = 'failed';
    tellOfFailure(airalo, bought, { id: order.id, url: order.url, packageId: order.asked.found.id });
  }
}

/** The packages of the catalogue change between the day of the order and its due date. */
function refusalOf({ settings, catalogue }: Airalo, { asked: { found, quantity } }: FutureOrder): number | null {
  const refusal = settings.refusals[found.id] ?? settings.asyncFailures[found.id];
  if (refusal !== undefined) return refusal;
  if (!catalogue.find(found.id)) return 34;
  return (settings.stock[found.id] ?? quantity) < quantity ? 33 : null;
}

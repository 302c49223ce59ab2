import { reasonOf } from './answers.ts';
import type { Airalo, Order } from './state.ts';
import { wireNewOrder } from './wire-orders.ts';

/** The webhook of an order made later: its ordinary answer with the request id, at the root or inside (§11.4, §19). */
export function tellOfOrder({ settings, deliveries }: Airalo, order: Order, { id, url }: { id: string; url: string }) {
  if (settings.lostWebhooks[order.found.id]) return;
  const data = wireNewOrder(order, settings);
  const meta = settings.webhookMeta ? { meta: { message: 'success' } } : {};
  deliveries.send(url, settings.requestIdAt === 'root' ? { request_id: id, data, ...meta } : { data: { request_id: id, ...data }, ...meta });
}

/** The webhook of one that failed: a reason and no eSIMs; the shape is unpublished. */
export function tellOfFailure({ settings, deliveries }: Airalo, code: number, { id, url, packageId }: { id: string; url: string; packageId: string }) {
  if (settings.lostWebhooks[packageId]) return;
  const failure = { code, reason: reasonOf(code) };
  deliveries.send(url, settings.asyncFailureShape === 'data' ? { request_id: id, data: failure } : { request_id: id, ...failure });
}

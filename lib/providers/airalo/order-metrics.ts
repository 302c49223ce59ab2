import { counter } from '@/lib/metrics';
import type { AiraloReason } from '@/lib/providers/airalo/errors';

const orderRequests = counter({
  name: 'airalo_order_requests_total',
  help: 'Order requests to Airalo by result (ok, refused, failed, unknown) and reason.',
  labelNames: ['result', 'reason'],
});

/** `refused` = a definite no; `failed` = never happened; `unknown` = must be looked up. */
export function countOrderRequest(result: 'ok' | 'refused' | 'failed' | 'unknown', reason: AiraloReason | 'none'): void {
  orderRequests.inc({ result, reason });
}

import type { AiraloClient } from '@/lib/providers/airalo/client';
import { notAsked } from '@/lib/providers/airalo/errors';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { specimenAnswer } from '@/lib/providers/airalo/wire-account';

const LOW_DATA = new Set(['data_75', 'data_90', 'expire_1', 'expire_3']);
const LEVELS = new Set(['50', '70', '80', '90']);

/** `webhook_low_data:expire_3`, `webhook_credit_limit:80`, `async_orders`: the kind that is subscribed, and which of its messages; null = there is none of this name. */
function eventOf(kind: string): Record<string, unknown> | null {
  const [name, detail] = kind.split(':');
  if (name === 'async_orders' && detail === undefined) return { event: 'async_order_notification' };
  if (name === 'webhook_low_data' && LOW_DATA.has(detail ?? 'data_90')) return { event: 'low_data_notification', type: detail ?? 'data_90' };
  if (name === 'webhook_credit_limit' && LEVELS.has(detail ?? '80')) return { event: 'credit_limit_notification', level: Number(detail ?? '80') };
  return null;
}

/** §11.7: Airalo sends a specimen, to the subscribed address when none is given. Its sandbox mode sends nothing else. */
export async function rehearseWebhook(client: AiraloClient, kind: string, { iccid, address }: { iccid: string | null; address: string | null }): Promise<void> {
  const event = eventOf(kind);
  if (event === null) throw notAsked({ event: 'is not one there are specimens of' });
  if (iccid !== null) simPath(iccid);
  const body = { ...event, ...(iccid === null ? {} : { iccid }), ...(address === null ? {} : { webhook_url: address }) };
  await client.change({ method: 'POST', path: '/v2/simulator/webhook', body }, specimenAnswer);
}

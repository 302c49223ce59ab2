import type { Hono } from 'hono';
import { refuseFields } from './answers.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import { readForm } from './read-form.ts';
import type { Airalo } from './state.ts';
import { LEVELS, type NotificationType } from './subscriptions.ts';

const EVENTS: Record<string, { webhook: NotificationType; email: NotificationType | null }> = {
  low_data_notification: { webhook: 'webhook_low_data', email: 'email_low_data' },
  credit_limit_notification: { webhook: 'webhook_credit_limit', email: 'email_credit_limit' },
  async_order_notification: { webhook: 'async_orders', email: null },
};
const LOW_DATA: Record<string, { level: string; remaining: number }> = {
  data_75: { level: '75%', remaining: 25 },
  data_90: { level: '90%', remaining: 10 },
  expire_1: { level: '1days', remaining: 40 },
  expire_3: { level: '3days', remaining: 60 },
};
const INVENTED_ICCID = '8935100000000000017';

/** POST /simulator/webhook: a specimen of a notification, sent at once and once, in sandbox mode too (§11.7). */
export function simulatorRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, subscriptions, limit } = airalo;
  app.post('/simulator/webhook', world.faults('airalo', 'simulator'), async (c) => {
    const refused = limit(c, 'simulator', settings.simulatorPerMinute);
    if (refused) return refused;
    const form = await readForm(c);
    const text = (name: string) => form?.text(name) || null;
    const event = EVENTS[text('event') ?? ''];
    if (!event) return refuseFields(c, { event: 'Event must be one of: low_data_notification, credit_limit_notification, async_order_notification' });
    const body = specimen(event.webhook, { type: text('type') ?? 'data_75', level: Number(text('level') ?? 80), iccid: text('iccid') ?? INVENTED_ICCID });
    if ('fields' in body) return refuseFields(c, body.fields);
    const url = text('webhook_url') ?? subscriptions.get(event.webhook)?.contact_point;
    if (!url) {
      const isByMail = event.email !== null && subscriptions.has(event.email);
      return c.json({ error: isByMail ? 'User is not configured for webhook push' : 'User is not opted in' }, 400);
    }
    const status = await deliverWebhook({ settings }, url, body.body);
    return status >= 200 && status < 204 ? c.json({ success: 'Notification sent' }) : c.json({ error: `Could not push data to ${url}` }, 400);
  });
}

function specimen(kind: NotificationType, { type, level, iccid }: { type: string; level: number; iccid: string }): { body: object } | { fields: Record<string, string> } {
  if (kind === 'webhook_low_data') {
    const low = LOW_DATA[type];
    if (!low) return { fields: { type: 'The selected type is invalid.' } };
    return { body: { level: low.level, package_name: 'fado-mobile-7days-1gb', remaining_percentage: low.remaining, iccid } };
  }
  if (kind === 'webhook_credit_limit') {
    if (!LEVELS.includes(level)) return { fields: { level: 'The selected level is invalid.' } };
    return { body: { message: `Surpassed ${level}% of the credit limit balance`, remaining: 225.35 } };
  }
  return { body: { request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: { id: 512_003, code: '20260616-512003', package_id: 'fado-mobile-7days-1gb', quantity: 1, type: 'sim', sims: [] }, meta: { message: 'success' } } };
}

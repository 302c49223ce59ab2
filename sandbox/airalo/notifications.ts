import type { Context, Hono } from 'hono';
import { refuseFields, success } from './answers.ts';
import { answersHead, deliverWebhook } from './deliver-webhook.ts';
import type { Airalo } from './state.ts';

const TYPES = ['async_orders', 'webhook_low_data', 'email_low_data', 'webhook_credit_limit', 'email_credit_limit'] as const;
type Type = (typeof TYPES)[number];
const LEVELS: Record<string, string> = { data_75: '75%', data_90: '90%', expire_1: '1days', expire_3: '3days' };
const EVENTS: Record<string, Type> = { low_data_notification: 'webhook_low_data', credit_limit_notification: 'webhook_credit_limit', async_order_notification: 'async_orders' };

const readJson = async (c: Context): Promise<Record<string, unknown>> => {
  const body: unknown = await c.req.json().catch(() => null);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
};
const typeOf = (value: unknown): Type | null => TYPES.find((type) => type === value) ?? null;

/** Opt-in, opt-out, what is opted in to, and the simulator of §11. */
export function notificationRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, sims } = airalo;
  const subscribed = new Map<Type, { type: Type; contact_point: string; levels?: unknown }>();
  world.onReset(() => subscribed.clear());

  app.post('/notifications/opt-in', world.faults('airalo', 'opt-in'), async (c) => {
    const body = await readJson(c);
    const type = typeOf(body.type);
    if (!type) return refuseFields(c, { type: 'The selected type is invalid.' });
    const contact = String((type.startsWith('email') ? body.email : body.webhook_url) ?? '');
    if (!contact) return refuseFields(c, { [type.startsWith('email') ? 'email' : 'webhook_url']: 'The field is required.' });
    if (!type.startsWith('email') && !(await answersHead(contact))) return refuseFields(c, { webhook_url: 'The webhook url is not reachable.' });
    const notification = { type, contact_point: contact, ...(body.levels === undefined ? {} : { levels: body.levels }) };
    subscribed.set(type, notification);
    return c.json(success({ notification }));
  });
  app.get('/notifications/opt-in', (c) => {
    const wanted = typeOf(c.req.query('type'));
    const notification = wanted ? subscribed.get(wanted) : [...subscribed.values()].at(-1);
    return c.json(success({ notification: notification ?? null }));
  });
  app.post('/notifications/opt-out', async (c) => {
    const type = typeOf((await readJson(c)).type);
    if (!type) return refuseFields(c, { type: 'The selected type is invalid.' });
    subscribed.delete(type);
    return c.body(null, 204);
  });
  app.post('/simulator/webhook', async (c) => {
    const refused = airalo.limit(c, 'simulator', 5);
    if (refused) return refused;
    const { event, type, level, iccid, webhook_url: given } = await readJson(c);
    const kind = EVENTS[String(event)];
    if (!kind) return refuseFields(c, { event: 'The selected event is invalid.' });
    const url = typeof given === 'string' ? given : subscribed.get(kind)?.contact_point;
    if (!url) return c.json({ error: 'User is not opted in' }, 400);
    const status = await deliverWebhook({ settings }, url, specimen(kind, { level: LEVELS[String(type)] ?? `${String(level ?? 80)}%`, iccid: typeof iccid === 'string' ? iccid : ([...sims.keys()].at(-1) ?? '8935100000000000017') }));
    return status >= 200 && status < 204 ? c.json({ success: 'Notification sent' }) : c.json({ error: `Could not push data to ${url}` }, 400);
  });
}

function specimen(kind: Type, { level, iccid }: { level: string; iccid: string }): object {
  if (kind === 'webhook_low_data') return { level, package_name: 'specimen/7days', remaining_percentage: level === '90%' ? 10 : 25, iccid };
  if (kind === 'webhook_credit_limit') return { message: `Surpassed ${level} of the credit limit balance`, remaining: 225.35 };
  return { request_id: 'k3VbT9xQ-ZpL2mN8rY_sD1cWf', data: { id: 512_003, code: '20260616-512003', quantity: 1, sims: [] }, meta: { message: 'success' } };
}

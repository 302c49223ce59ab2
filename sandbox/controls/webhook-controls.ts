import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import type { Controlled } from './controlled.ts';
import { BadRequest, isRecord, readObject, serviceOf } from './read-object.ts';

/** Webhooks on demand: a Stripe event again or an invented one, or any body to any address for the wholesalers. */
export function webhookControls({ stripe }: Pick<Controlled, 'stripe'>): Hono {
  return new Hono()
    .get('/stripe', (c) => c.json(stripe.webhooks.deliveries().toReversed()))
    .post('/stripe', async (c) => {
      const { eventId, type, object, times, url } = await readObject(c);
      if (typeof type === 'string' && isRecord(object)) return c.json(stripe.emit(type, object), 201);
      const event = typeof eventId === 'string' ? stripe.events.get(eventId) : undefined;
      if (!event) throw new BadRequest('Send {"eventId": "evt_…"} or {"type": …, "object": {…}}.');
      const copies = Array.from({ length: Number(times ?? 1) });
      await Promise.all(copies.map(() => stripe.webhooks.resend(event, typeof url === 'string' ? url : undefined)));
      return c.json(event);
    })
    .post('/:service', async (c) => {
      const service = serviceOf(c.req.param('service'));
      const { url, body, headers, sign } = await readObject(c);
      if (typeof url !== 'string') throw new BadRequest('url must be a string');
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
      const extra = isRecord(headers) ? Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]) : [];
      const response = await fetch(url, {
        method: 'POST',
        body: text,
        headers: { 'Content-Type': 'application/json', 'User-Agent': service, ...Object.fromEntries(extra), ...signature(sign, text) },
      });
      return c.json({ status: response.status, body: await response.text() });
    });
}

function signature(sign: unknown, text: string): Record<string, string> {
  if (!isRecord(sign)) return {};
  const { header, algorithm, secret, encoding } = sign;
  if (typeof header !== 'string' || typeof secret !== 'string') throw new BadRequest('sign needs header and secret');
  const digest = createHmac(typeof algorithm === 'string' ? algorithm : 'sha256', secret).update(text);
  return { [header]: digest.digest(encoding === 'base64' ? 'base64' : 'hex') };
}

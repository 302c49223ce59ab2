import type { Context } from 'hono';
import { crash, refuseBusiness, refuseFields, success, stamp } from './answers.ts';
import { buy } from './buy.ts';
import { type Asked, checkOrder } from './order-checks.ts';
import { tellOfFailure, tellOfOrder } from './order-notices.ts';
import { readForm } from './read-form.ts';
import { requestId } from './request-id.ts';
import type { Airalo } from './state.ts';
import { costCents } from './wire-prices.ts';

/** POST /orders-async: accepted at once, worked off after a while, told by webhook (§7.2). There is no way to ask by request id. */
export async function placeAsyncOrder(c: Context, airalo: Airalo): Promise<Response> {
  const { world, settings, catalogue, timers } = airalo;
  const form = await readForm(c, settings.orderBody);
  if (!form) return crash(c);
  const checked = checkOrder(form, settings, catalogue.find);
  if ('code' in checked) return refuseBusiness(c, checked.code);
  if ('fields' in checked) return refuseFields(c, checked.fields);
  const url = asyncUrl(airalo, form.text('webhook_url'));
  if (url === null) return noWebhook(c);
  const { found, quantity } = checked.asked;
  if (!settings.sandboxMode && settings.creditUsd * 100 < costCents(found.offer, settings) * quantity) return refuseBusiness(c, 11);
  const id = requestId();
  timers.after(settings.asyncAfterMs, () => workOff(airalo, checked.asked, { id, url }));
  return c.json(success({ request_id: id, accepted_at: stamp(world.now().getTime()) }), 202);
}

/** The order's own address, else the one opted in with. */
export const asyncUrl = ({ subscriptions }: Airalo, given: string | null): string | null => given || (subscriptions.get('async_orders')?.contact_point ?? null);

export const noWebhook = (c: Context) => c.json({ reason: 'User is not opted in and no webhook URL provided.' }, 422);

function workOff(airalo: Airalo, asked: Asked, to: { id: string; url: string }) {
  const failure = airalo.settings.asyncFailures[asked.found.id];
  const order = failure === undefined ? buy(airalo, asked) : null;
  if (order) tellOfOrder(airalo, order, to);
  else tellOfFailure(airalo, failure ?? 11, { ...to, packageId: asked.found.id });
}

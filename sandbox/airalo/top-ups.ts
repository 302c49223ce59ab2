import type { Context } from 'hono';
import { notFound, refuseBusiness, refuseFields, success } from './answers.ts';
import { readForm } from './read-form.ts';
import type { Airalo } from './state.ts';
import { wireNewOrder } from './wire-orders.ts';
import { wireTopUp } from './wire-packages.ts';
import { centsOf, costCents, wirePricing } from './wire-prices.ts';

/** GET /sims/{iccid}/topups: what can be bought for this eSIM; nothing at all has no pricing either. */
export function listTopUps(c: Context, { sims, settings, catalogue }: Airalo) {
  const sim = sims.get(c.req.param('iccid') ?? '');
  if (!sim) return notFound(c);
  if (settings.recycled[sim.iccid]) return refuseBusiness(c, 73);
  const { operator } = sim.order.found;
  if (!operator.isRechargeable) return c.json({ data: [] });
  const rows = operator.offers.map((offer) => wireTopUp(operator, offer, settings)).filter(({ id }) => catalogue.find(id) !== null);
  return c.json({ pricing: wirePricing(settings), data: rows });
}

/** POST /orders/topups: the order object without eSIMs. */
export async function placeTopUp(c: Context, { world, sims, settings, catalogue, addOrder }: Airalo) {
  const form = await readForm(c);
  const names = ['iccid', 'package_id'] as const;
  const missing = names.filter((name) => !form?.text(name));
  if (missing.length > 0) {
    return refuseFields(c, Object.fromEntries(missing.map((name) => [name, `The ${name.replace('_', ' ')} field is required.`])));
  }
  const [iccid, packageId] = names.map((name) => form?.text(name) ?? '');
  const sim = sims.get(iccid ?? '');
  if (!sim) return notFound(c);
  if (settings.recycled[sim.iccid]) return refuseBusiness(c, 73);
  const refusal = settings.refusals[packageId ?? ''];
  if (refusal !== undefined) return refuseBusiness(c, refusal);
  const found = catalogue.find(packageId ?? '');
  if (found?.type !== 'topup' || found.operator !== sim.order.found.operator) return refuseFields(c, { package_id: 'invalid topup package' });
  const cost = costCents(found.offer, settings);
  if (settings.creditUsd * 100 < cost) return refuseBusiness(c, 11);
  settings.creditUsd = Math.round(settings.creditUsd * 100 - cost) / 100;
  const description = form?.text('description') || `Topup (${sim.iccid})`;
  const order = addOrder({ found, quantity: 1, description, brand: null, retailCents: centsOf(found.offer, settings).retail, costCents: cost });
  sim.topUps.push(order);
  world.record({
    service: 'airalo',
    type: 'purchase',
    reference: description,
    data: { package_id: found.id, quantity: 1, providerOrderId: String(order.id), iccids: [sim.iccid], costUsdCents: cost },
  });
  return c.json(success(wireNewOrder(order, settings)));
}

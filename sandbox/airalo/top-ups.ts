import type { Context } from 'hono';
import { notFound, refuseBusiness, refuseFields, success } from './answers.ts';
import { recordPurchase, spend } from './buy.ts';
import { DISABLED_TOP_UP } from './catalogue.ts';
import { readForm } from './read-form.ts';
import type { Airalo } from './state.ts';
import { wireNewOrder } from './wire-orders.ts';
import { wireTopUp } from './wire-packages.ts';
import { centsOf, costCents, wirePricing } from './wire-prices.ts';

/** GET /sims/{iccid}/topups: what can be bought for this eSIM; nothing at all has no pricing either. */
export function listTopUps(c: Context, { sims, settings, catalogue, limit }: Airalo) {
  const sim = sims.get(c.req.param('iccid') ?? '');
  if (!sim) return notFound(c);
  const refused = limit(c, `top-ups ${sim.iccid}`, settings.topUpsPerMinute);
  if (refused) return refused;
  if (settings.recycled[sim.iccid]) return refuseBusiness(c, 73);
  const { operator } = sim.order.found;
  if (!operator.isRechargeable) return c.json({ data: [] });
  const rows = operator.offers.map((offer) => wireTopUp(operator, offer, settings)).filter(({ id }) => catalogue.find(id) !== null);
  return c.json({ ...wirePricing(settings), data: rows });
}

/** POST /orders/topups: the order object without eSIMs. */
export async function placeTopUp(c: Context, airalo: Airalo) {
  const { sims, settings, catalogue, addOrder } = airalo;
  const form = await readForm(c, settings.orderBody);
  const names = ['iccid', 'package_id', ...(settings.topUpDescription === 'required' ? ['description'] : [])];
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
  if (sim.order.found.id === DISABLED_TOP_UP) return refuseBusiness(c, 23);
  const found = catalogue.find(packageId ?? '');
  if (found?.type !== 'topup' || found.operator.id !== sim.order.found.operator.id) return refuseFields(c, { package_id: 'invalid topup package' });
  if (settings.topUpMost > 0 && sim.topUps.length >= settings.topUpMost) return refuseFields(c, { package_id: 'validation.order_exceed_limit' });
  const cost = costCents(found.offer, settings);
  if (!spend(airalo, cost)) return refuseBusiness(c, 11);
  const description = form?.text('description') || `Topup (${sim.iccid})`;
  const order = addOrder({ found, quantity: 1, charged: 1, description, brand: null, retailCents: centsOf(found.offer, settings).retail, costCents: cost });
  sim.topUps.push(order);
  recordPurchase(airalo, order, [sim.iccid]);
  return c.json(success(wireNewOrder(order, settings)));
}

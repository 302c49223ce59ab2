import type { Context } from 'hono';
import { type Trip, type TripReading, readTrip, readUsed } from '../catalogue/traveller.ts';
import { notFound, stamp } from './answers.ts';
import type { Airalo, Order, Sim } from './state.ts';
import { dataText, planTitle } from './wire-packages.ts';
import { centsOf, dollars, wirePricing } from './wire-prices.ts';

const STATUS = { 'not-active': 'NOT_ACTIVE', active: 'ACTIVE', finished: 'FINISHED', expired: 'EXPIRED' } as const;

/** GET /sims/{iccid}/usage: figures the service itself looks up only every twenty minutes. */
export function usageReader(airalo: Airalo) {
  const { world, settings, sims } = airalo;
  const cache = new Map<string, { at: number; body: object }>();
  world.onReset(() => cache.clear());
  return (c: Context) => {
    const sim = sims.get(c.req.param('iccid') ?? '');
    if (!sim) return notFound(c);
    const refused = airalo.limit(c, `usage ${sim.iccid}`, settings.usagePerMinute);
    if (refused) return refused;
    const now = world.now().getTime();
    const kept = cache.get(sim.iccid);
    const body = kept && now - kept.at < settings.usageCacheMs ? kept.body : wireUsage(sim, airalo);
    if (body !== kept?.body) cache.set(sim.iccid, { at: now, body });
    return c.json({ data: body, meta: { message: 'api.succes' } });
  };
}

/** Every package of an eSIM and how it stands, oldest first. */
function readAll(sim: Sim, { world, settings }: Airalo): { order: Order; reading: TripReading }[] {
  const orders = [sim.order, ...sim.topUps];
  const now = world.now().getTime();
  const trips = orders.map((order): Trip => {
    const { gigabytes, days } = order.found.offer;
    return { seed: `${sim.iccid} ${order.id}`, boughtAt: order.createdAt, days, quantity: gigabytes === null ? null : gigabytes * 1024, startsAfterMs: settings.firstUseAfterMs };
  });
  const used = settings.used[sim.iccid];
  const readings = used === undefined ? trips.map((trip) => readTrip(trip, now)) : readUsed(trips, used, now);
  return orders.flatMap((order, index) => {
    const reading = readings[index];
    return reading ? [{ order, reading }] : [];
  });
}

function wireUsage(sim: Sim, airalo: Airalo) {
  const none = { remaining_voice: 0, remaining_text: 0, total_voice: 0, total_text: 0 };
  if (airalo.settings.recycled[sim.iccid]) {
    return { remaining: 0, total: 0, expired_at: null, is_unlimited: null, status: 'RECYCLED', ...none };
  }
  const bundles = readAll(sim, airalo).map(({ order, reading }) => ({ offer: order.found.offer, reading }));
  const running = bundles.find(({ reading }) => reading.state === 'active') ?? bundles.at(-1);
  const isUnlimited = bundles.some(({ offer }) => offer.gigabytes === null);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const minutes = sum(bundles.map(({ offer }) => offer.minutes ?? 0));
  const texts = sum(bundles.map(({ offer }) => offer.texts ?? 0));
  return {
    remaining: isUnlimited ? 0 : sum(bundles.map(({ reading }) => (reading.state === 'expired' ? 0 : reading.remaining))),
    total: isUnlimited ? 0 : sum(bundles.map(({ offer }) => (offer.gigabytes ?? 0) * 1024)),
    expired_at: running?.reading.endsAt ? stamp(running.reading.endsAt) : null,
    is_unlimited: isUnlimited,
    status: STATUS[running?.reading.state ?? 'not-active'],
    remaining_voice: minutes,
    remaining_text: texts,
    total_voice: minutes,
    total_text: texts,
  };
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00'));

/** GET /sims/{iccid}/packages: every package the eSIM ever had, newest first. */
export function listHistory(c: Context, airalo: Airalo) {
  const sim = airalo.sims.get(c.req.param('iccid') ?? '');
  if (!sim) return notFound(c);
  const rows = readAll(sim, airalo).toReversed().map(({ order, reading }) => wireBundle(order, reading, airalo));
  return c.json({ pricing: wirePricing(airalo.settings), data: rows });
}

function wireBundle(order: Order, reading: TripReading, { settings }: Airalo) {
  const { offer, type, id } = order.found;
  const { retail, net } = centsOf(offer, settings);
  return {
    id: order.id,
    status: STATUS[reading.state],
    remaining: offer.gigabytes === null ? 0 : reading.remaining,
    activated_at: iso(reading.startedAt),
    expired_at: iso(reading.endsAt),
    finished_at: reading.state === 'finished' ? iso(reading.startedAt) : null,
    package: {
      id,
      type,
      price: dollars(retail),
      net_price: settings.pricingModel === 'net_pricing' ? dollars(net) : null,
      amount: offer.gigabytes === null ? 0 : offer.gigabytes * 1024,
      day: offer.days,
      is_unlimited: offer.gigabytes === null,
      title: planTitle(offer),
      data: dataText(offer),
      short_info: null,
    },
  };
}

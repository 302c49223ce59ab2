import type { Context } from 'hono';
import { notFound, stamp } from './answers.ts';
import { dataOf, readPackages, runningOf, type SimReading } from './sim-readings.ts';
import type { Airalo, Sim } from './state.ts';
import { dataText, planTitle } from './wire-packages.ts';
import { centsOf, dollars, wirePricing } from './wire-prices.ts';

const STATUS = { 'not-active': 'NOT_ACTIVE', active: 'ACTIVE', finished: 'FINISHED', expired: 'EXPIRED' } as const;
const SANDBOX_CACHE_MS = 3_600_000;

/** GET /sims/{iccid}/usage: figures the service itself looks up only every twenty minutes; ten a minute for one eSIM, five a second for all. */
export function usageReader(airalo: Airalo) {
  const { world, settings, sims, limit } = airalo;
  const cache = new Map<string, { at: number; body: object }>();
  world.onReset(() => cache.clear());
  return (c: Context) => {
    const sim = sims.get(c.req.param('iccid') ?? '');
    if (!sim) return notFound(c);
    const refused = limit(c, 'usage', settings.usagePerSecond, 1_000) ?? limit(c, `usage ${sim.iccid}`, settings.usagePerMinute);
    if (refused) return refused;
    const now = world.now().getTime();
    const kept = cache.get(sim.iccid);
    const cacheMs = settings.sandboxMode ? SANDBOX_CACHE_MS : settings.usageCacheMs;
    const body = kept && now - kept.at < cacheMs ? kept.body : wireUsage(sim, airalo);
    if (body !== kept?.body) cache.set(sim.iccid, { at: now, body });
    return c.json({ data: body, meta: { message: 'api.succes' } });
  };
}

function wireUsage(sim: Sim, airalo: Airalo) {
  const { settings } = airalo;
  if (settings.recycled[sim.iccid]) {
    return { remaining: 0, total: 0, expired_at: null, is_unlimited: null, status: 'RECYCLED', remaining_voice: 0, remaining_text: 0, total_voice: 0, total_text: 0 };
  }
  const packages = readPackages(sim, airalo);
  const running = runningOf(packages);
  const { remaining, total, isUnlimited } = dataOf(packages);
  const minutes = countOf(packages, 'minutes', settings.usedMinutes[sim.iccid]);
  const texts = countOf(packages, 'texts', settings.usedTexts[sim.iccid]);
  return {
    remaining: isUnlimited ? 0 : remaining,
    total: isUnlimited ? 0 : total,
    expired_at: running?.reading.endsAt ? stamp(running.reading.endsAt) : null,
    is_unlimited: isUnlimited && !settings.sandboxMode,
    status: STATUS[running?.reading.state ?? 'not-active'],
    remaining_voice: minutes.remaining,
    remaining_text: texts.remaining,
    total_voice: minutes.total,
    total_text: texts.total,
  };
}

/** Minutes or texts, used as fast as the data unless somebody said how many are used. */
function countOf(packages: readonly SimReading[], kind: 'minutes' | 'texts', used: number | undefined): { remaining: number; total: number } {
  let [remaining, total] = [0, 0];
  for (const { order, reading } of packages) {
    const count = order.found.offer[kind] ?? 0;
    const share = order.found.offer.gigabytes === null ? 1 : reading.remaining / (order.found.offer.gigabytes * 1024);
    total += count;
    if (reading.state !== 'expired') remaining += used === undefined ? Math.round(count * share) : count;
  }
  return { total, remaining: Math.max(0, remaining - (used ?? 0)) };
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00'));

/** GET /sims/{iccid}/packages: every package the eSIM ever had, newest first. */
export function listHistory(c: Context, airalo: Airalo) {
  const { sims, settings, limit } = airalo;
  const sim = sims.get(c.req.param('iccid') ?? '');
  if (!sim) return notFound(c);
  const refused = limit(c, `history ${sim.iccid}`, settings.historyPerMinute);
  if (refused) return refused;
  const rows = readPackages(sim, airalo).toReversed().map((entry) => wireBundle(entry, airalo));
  return c.json({ ...wirePricing(settings), data: rows });
}

function wireBundle({ order, reading, finishedAt }: SimReading, { settings }: Airalo) {
  const { offer, type, id } = order.found;
  const { retail, net } = centsOf(offer, settings);
  const isOver = reading.state === 'finished' || reading.state === 'expired';
  return {
    id: order.id,
    // The words of a history beside ACTIVE are unpublished (§19).
    status: isOver && settings.historyStatuses === 'unknown' ? 'UNKNOWN' : STATUS[reading.state],
    remaining: offer.gigabytes === null ? 0 : reading.remaining,
    activated_at: iso(reading.startedAt),
    expired_at: iso(reading.endsAt),
    finished_at: iso(finishedAt),
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

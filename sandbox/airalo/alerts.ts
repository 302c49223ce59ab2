import { dataOf, readPackages, runningOf } from './sim-readings.ts';
import type { Airalo, Sim } from './state.ts';

const DAY = 86_400_000;
const EXPIRIES: readonly (readonly [level: string, days: number])[] = [['3days', 3], ['1days', 1]];

/** Looks at every eSIM whenever the clock is moved. */
export function watchTravellers(airalo: Airalo) {
  airalo.world.onAdvance(() => raiseAlerts(airalo));
}

/** Low data at 75 and 90 % used, and three days and one day before the end: each once per eSIM, again after a top-up (§11.4). */
export function raiseAlerts(airalo: Airalo) {
  const { world, subscriptions, deliveries, raised, sims } = airalo;
  const [webhook, email] = [subscriptions.get('webhook_low_data'), subscriptions.get('email_low_data')];
  if (!webhook && !email) return;
  for (const sim of sims.values()) {
    for (const body of alertsOf(sim, airalo)) {
      const key = `${sim.iccid} ${body.level} ${sim.topUps.length}`;
      if (raised.has(key)) continue;
      raised.add(key);
      if (webhook) deliveries.send(webhook.contact_point, body);
      if (email) world.record({ service: 'airalo', type: 'email', reference: email.contact_point, data: body });
    }
  }
}

function alertsOf(sim: Sim, airalo: Airalo) {
  const { world, settings } = airalo;
  const packages = readPackages(sim, airalo);
  const running = runningOf(packages);
  if (!running || running.reading.state === 'not-active' || settings.recycled[sim.iccid]) return [];
  const { remaining, total, isUnlimited } = dataOf(packages);
  const left = isUnlimited || total === 0 ? 100 : Math.floor((remaining / total) * 100);
  const levels = [75, 90].filter((used) => 100 - left >= used && running.reading.state !== 'expired').map((used) => `${used}%`);
  const { endsAt } = running.reading;
  const untilEnd = endsAt === null ? Number.POSITIVE_INFINITY : endsAt - world.now().getTime();
  const ends = EXPIRIES.filter(([, days]) => untilEnd <= days * DAY).map(([level]) => level);
  return [...levels, ...ends].map((level) => ({ level, package_name: running.order.found.id, remaining_percentage: left, iccid: sim.iccid }));
}

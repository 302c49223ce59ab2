import { type Trip, type TripReading, readTrip, readUsed, usedUpAt } from '../catalogue/traveller.ts';
import type { Airalo, Order, Sim } from './state.ts';

export interface SimReading {
  order: Order;
  reading: TripReading;
  finishedAt: number | null;
}

/** Every package of an eSIM and how it stands, oldest first. */
export function readPackages(sim: Sim, { world, settings }: Airalo): SimReading[] {
  const orders = [sim.order, ...sim.topUps];
  const now = world.now().getTime();
  const trips = orders.map((order): Trip => {
    const { gigabytes, days } = order.found.offer;
    return { seed: `${sim.iccid} ${order.id}`, boughtAt: order.createdAt, days, quantity: gigabytes === null ? null : gigabytes * 1024, startsAfterMs: settings.firstUseAfterMs };
  });
  const used = settings.used[sim.iccid];
  const readings = used === undefined ? trips.map((trip) => readTrip(trip, now)) : readUsed(trips, used, now);
  return orders.flatMap((order, index) => {
    const [reading, trip] = [readings[index], trips[index]];
    if (!reading || !trip) return [];
    const finishedAt = used === undefined ? Math.min(usedUpAt(trip), now) : order.createdAt;
    return [{ order, reading, finishedAt: reading.state === 'finished' ? finishedAt : null }];
  });
}

/** The package in use, else the youngest. */
export const runningOf = (packages: readonly SimReading[]): SimReading | undefined => packages.find(({ reading }) => reading.state === 'active') ?? packages.at(-1);

export function dataOf(packages: readonly SimReading[]): { remaining: number; total: number; isUnlimited: boolean } {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    isUnlimited: packages.some(({ order }) => order.found.offer.gigabytes === null),
    remaining: sum(packages.map(({ reading }) => (reading.state === 'expired' ? 0 : reading.remaining))),
    total: sum(packages.map(({ order }) => (order.found.offer.gigabytes ?? 0) * 1024)),
  };
}

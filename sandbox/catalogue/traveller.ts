import { seededRandom } from '../random.ts';

export interface Trip {
  /** Who travels: the ICCID, so that every reading of one eSIM tells one story. */
  seed: string;
  boughtAt: number;
  days: number;
  /** null = unlimited, never used up. */
  quantity: number | null;
  /** From purchase to the first network contact. */
  startsAfterMs: number;
}

export interface TripReading {
  state: 'not-active' | 'active' | 'finished' | 'expired';
  remaining: number;
  startedAt: number | null;
  endsAt: number | null;
}

const DAY = 86_400_000;

/** One eSIM's packages of which so much is used, the first one first; all in use since they were bought. */
export function readUsed(trips: readonly Trip[], used: number, now: number): TripReading[] {
  let left = used;
  return trips.map(({ boughtAt, days, quantity }) => {
    const here = Math.min(left, quantity ?? left);
    left -= here;
    const endsAt = boughtAt + days * DAY;
    const remaining = (quantity ?? 0) - (quantity === null ? 0 : here);
    const state = now >= endsAt ? 'expired' : quantity !== null && remaining === 0 ? 'finished' : 'active';
    return { state, remaining, startedAt: boughtAt, endsAt };
  });
}

const paceOf = ({ seed }: Trip) => 0.6 + seededRandom(`pace ${seed}`)() * 0.8;

/** When a traveller has used everything, which may be after the end. */
export const usedUpAt = (trip: Trip): number => trip.boughtAt + trip.startsAfterMs + (trip.days * DAY) / paceOf(trip);

/** What an imagined traveller has used by `now`: nothing before the start, then evenly, some faster than the plan lasts. */
export function readTrip(trip: Trip, now: number): TripReading {
  const total = trip.quantity ?? 0;
  const startedAt = trip.boughtAt + trip.startsAfterMs;
  if (now < startedAt) return { state: 'not-active', remaining: total, startedAt: null, endsAt: null };
  const endsAt = startedAt + trip.days * DAY;
  const used = ((now - startedAt) / (endsAt - startedAt)) * paceOf(trip) * total;
  const remaining = Math.max(0, Math.round(total - used));
  if (now >= endsAt) return { state: 'expired', remaining, startedAt, endsAt };
  const isFinished = trip.quantity !== null && remaining === 0;
  return { state: isFinished ? 'finished' : 'active', remaining, startedAt, endsAt };
}

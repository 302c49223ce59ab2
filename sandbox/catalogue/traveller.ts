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

/** What an imagined traveller has used by `now`: nothing before the start, then evenly, some faster than the plan lasts. */
export function readTrip(trip: Trip, now: number): TripReading {
  const total = trip.quantity ?? 0;
  const startedAt = trip.boughtAt + trip.startsAfterMs;
  if (now < startedAt) return { state: 'not-active', remaining: total, startedAt: null, endsAt: null };
  const endsAt = startedAt + trip.days * DAY;
  const pace = 0.6 + seededRandom(`pace ${trip.seed}`)() * 0.8;
  const used = ((now - startedAt) / (endsAt - startedAt)) * pace * total;
  const remaining = Math.max(0, Math.round(total - used));
  if (now >= endsAt) return { state: 'expired', remaining, startedAt, endsAt };
  const isFinished = trip.quantity !== null && remaining === 0;
  return { state: isFinished ? 'finished' : 'active', remaining, startedAt, endsAt };
}

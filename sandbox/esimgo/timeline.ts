import { seededRandom } from '../random.ts';
import type { Assignment, Consumption, Esim, EsimGo } from './state.ts';

export type BundleState = 'processing' | 'queued' | 'active' | 'depleted' | 'expired' | 'revoked' | 'lapsed';

/** Something that happened to a bundle, told in the history and by callbacks. */
export interface Moment {
  key: string;
  at: number;
  kind: 'first-use' | 'used' | 'expired' | 'lapsed';
  percent: number;
  remaining: number;
}

/** One bundle's life on its eSIM until now. Of an unlimited one, `remaining` is today's full-speed data (§6.5). */
export interface Stretch {
  assignment: Assignment;
  state: BundleState;
  quantity: number;
  remaining: number;
  startedAt: number | null;
  endsAt: number | null;
  depletedAt: number | null;
  moments: Moment[];
}

export const DAY = 86_400_000;
export const YEAR = 365 * DAY;
export const MEGABYTE = 1_000_000;

/** Unlimited bundles count the day's full-speed data. */
export const quantityOf = ({ bundle }: Assignment) => (bundle.gigabytes ?? (bundle.tier === 'Plus' ? 2 : 1)) * 1_000 * MEGABYTE;
const isUnlimited = ({ bundle }: Assignment) => bundle.gigabytes === null;

/** What a bundle in use from `startedAt` to `endsAt` has lost by `now`. */
interface Spent {
  used: number;
  depletedAt: number | null;
  crossed: { at: number; percent: number; remaining: number; day: number }[];
}

interface Span {
  assignment: Assignment;
  startedAt: number;
  endsAt: number;
  now: number;
  thresholds: readonly number[];
}

type Source = { firstUse: (usableAt: number, wasInUse: boolean) => number | null; spend: (span: Span) => Spent };

/** One active bundle at a time (§15): each later one begins when the one before is used up or over. */
export function readLine(esim: Esim, { world, settings }: EsimGo): Stretch[] {
  const now = world.now().getTime();
  const source = esim.consumed ? controlled(esim.consumed, settings.nextBundleStarts) : travelling(esim.iccid, settings.firstUseAfterMs);
  let freeAt = 0;
  let wasInUse = false;
  return esim.bundles.map((assignment) => {
    const quantity = quantityOf(assignment);
    const readyAt = Math.max(assignment.assignedAt + settings.processingMs, assignment.readyAt);
    const lapsesAt = assignment.assignedAt + YEAR;
    const unused: Stretch = { assignment, state: 'queued', quantity, remaining: quantity, startedAt: null, endsAt: null, depletedAt: null, moments: [] };
    if (assignment.revokedAt !== null) return { ...unused, state: 'revoked' };
    const startedAt = source.firstUse(Math.max(readyAt, freeAt), wasInUse);
    if (startedAt === null || startedAt > now || startedAt >= lapsesAt) {
      if (now < readyAt) return { ...unused, state: 'processing' };
      if (now < lapsesAt) return unused;
      return { ...unused, state: 'lapsed', moments: [{ key: `${assignment.id} lapsed`, at: lapsesAt, kind: 'lapsed', percent: 0, remaining: quantity }] };
    }
    const endsAt = startedAt + assignment.bundle.days * DAY;
    const spent = source.spend({ assignment, startedAt, endsAt, now, thresholds: settings.utilisationThresholds });
    freeAt = spent.depletedAt ?? endsAt;
    wasInUse = true;
    return inUse({ ...unused, startedAt, endsAt, depletedAt: spent.depletedAt, remaining: Math.max(0, quantity - spent.used) }, spent, now);
  });
}

function inUse(stretch: Stretch, spent: Spent, now: number): Stretch {
  const { assignment, quantity, startedAt, endsAt, remaining } = stretch;
  const isOver = endsAt !== null && now >= endsAt;
  const key = (text: string) => `${assignment.id} ${text}`;
  const moments: Moment[] = [{ key: key('first-use'), at: startedAt ?? now, kind: 'first-use', percent: 1, remaining: quantity }];
  for (const { day, ...crossing } of spent.crossed) moments.push({ key: key(`${crossing.percent}% day ${day}`), kind: 'used', ...crossing });
  if (isOver) moments.push({ key: key('expired'), at: endsAt, kind: 'expired', percent: 100, remaining });
  return { ...stretch, state: isOver ? 'expired' : spent.depletedAt === null ? 'active' : 'depleted', moments };
}

/** Data used through the controls: it is taken from the bundle whose turn it is, the rest from the next. */
function controlled(consumed: readonly Consumption[], nextStarts: 'at-once' | 'on-use'): Source {
  const left = consumed.map((entry) => ({ ...entry }));
  return {
    firstUse: (usableAt, wasInUse) => {
      if (wasInUse && nextStarts === 'at-once') return usableAt;
      return left.find(({ at, bytes, isDone }) => at >= usableAt && (bytes > 0 || !isDone))?.at ?? null;
    },
    spend: ({ assignment, startedAt, endsAt, now, thresholds }) => {
      const quantity = quantityOf(assignment);
      const isDaily = isUnlimited(assignment);
      const spent: Spent = { used: 0, depletedAt: null, crossed: [] };
      let today = 0;
      for (const entry of left) {
        if (entry.at < startedAt || entry.at >= endsAt || entry.at > now) continue;
        const day = isDaily ? Math.floor((entry.at - startedAt) / DAY) : 0;
        if (day !== today) spent.used = 0;
        today = day;
        const taken = isDaily ? entry.bytes : Math.min(entry.bytes, quantity - spent.used);
        const before = spent.used;
        spent.used += taken;
        entry.bytes -= taken;
        entry.isDone = true;
        const remaining = Math.max(0, quantity - spent.used);
        for (const percent of thresholds) {
          if (before < (percent / 100) * quantity && spent.used >= (percent / 100) * quantity) spent.crossed.push({ at: entry.at, percent, remaining, day });
        }
        if (!isDaily && remaining === 0) return { ...spent, depletedAt: entry.at };
      }
      const currentDay = Math.floor((Math.min(now, endsAt - 1) - startedAt) / DAY);
      return isDaily && currentDay !== today ? { ...spent, used: 0 } : spent;
    },
  };
}

/** An imagined traveller: nothing before the trip, then evenly, some faster than the bundle lasts. */
function travelling(iccid: string, firstUseAfterMs: number): Source {
  return {
    firstUse: (usableAt, wasInUse) => (wasInUse ? usableAt : usableAt + firstUseAfterMs),
    spend: ({ assignment, startedAt, endsAt, now, thresholds }) => {
      const quantity = quantityOf(assignment);
      const isDaily = isUnlimited(assignment);
      const seed = `pace ${iccid} ${assignment.id}`;
      const windowMs = isDaily ? DAY : endsAt - startedAt;
      const until = Math.min(now, endsAt);
      const lastWindow = Math.max(0, Math.ceil((until - startedAt) / windowMs) - 1);
      const spent: Spent = { used: 0, depletedAt: null, crossed: [] };
      for (let day = 0; day <= lastWindow; day += 1) {
        const pace = 0.6 + seededRandom(day === 0 ? seed : `${seed} ${day}`)() * 0.8;
        const from = startedAt + day * windowMs;
        spent.used = Math.min(quantity, Math.round(((Math.min(until, from + windowMs) - from) / windowMs) * pace * quantity));
        for (const percent of thresholds) {
          const at = from + (percent / 100 / pace) * windowMs;
          if (at <= until && at < from + windowMs) spent.crossed.push({ at: Math.round(at), percent, remaining: Math.round(quantity * (1 - percent / 100)), day });
        }
        if (!isDaily && spent.used >= quantity) spent.depletedAt = Math.round(from + windowMs / pace);
      }
      return spent;
    },
  };
}

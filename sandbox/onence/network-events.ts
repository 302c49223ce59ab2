import type { Account } from './account.ts';
import type { SimEvent } from './event-kinds.ts';
import { DAY } from './fleet.ts';
import type { Line } from './line.ts';

const HISTORY_DAYS = 30;

/** What the network says of a device between two moments: computed from its use, never kept. */
export function networkEvents(account: Account, line: Line, span: { from: number; to: number }): SimEvent[] {
  if (line.card.activatedAt === null) return [];
  const first = Math.floor(Math.max(span.from, span.to - HISTORY_DAYS * DAY) / DAY) * DAY;
  const events: SimEvent[] = [];
  for (let day = first; day <= span.to; day += DAY) {
    const volume = account.usedIn(line, 'data', day + DAY) - account.usedIn(line, 'data', day);
    if (volume <= 0) continue;
    // Room for four events of a day and a SIM, so that ids are unique without being remembered.
    const id = (line.card.index + 1) * 40_000 + (Math.floor(day / DAY) % 10_000) * 4;
    const begins = day + ((line.card.index * 37) % 1_000) * 60_000;
    events.push({ id, at: begins, kind: 'location' }, { id: id + 1, at: begins + 2_000, kind: 'pdpCreate' }, { id: id + 2, at: begins + 3_600_000, kind: 'pdpDelete', volume });
  }
  return events.filter(({ at }) => at > span.from && at <= span.to);
}

export function allEvents(account: Account, line: Line): SimEvent[] {
  const now = account.now();
  const ours = line.events.filter(({ at }) => at <= now);
  return [...networkEvents(account, line, { from: now - HISTORY_DAYS * DAY, to: now }), ...ours].toSorted((a, b) => a.at - b.at || a.id - b.id);
}

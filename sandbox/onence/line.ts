import { type Card, cardAt, DAY, iccidAt, indexOf, LIFE_MS, PACKAGE_MEGABYTES, PACKAGE_SMS } from './fleet.ts';
import type { SimEvent } from './event-kinds.ts';
import type { OnenceSettings } from './settings.ts';
import type { Message } from './messages.ts';
import { dataSeries, type Segment, smsSeries, usedAt } from './traffic.ts';

export type Service = 'data' | 'sms';

export interface Quota {
  segments: Segment[];
  /** The sum of everything ever granted. */
  accumulated: number;
  /** Granted at first, or what was left and what was added at the last top-up (§8.2). */
  total: number;
  lastAdded: number;
  changedAt: number;
}

/** A SIM as the account knows it. */
export interface Line {
  card: Card;
  isEnabled: boolean;
  label: string;
  imeiLock: boolean;
  expiresAt: number | null;
  quotas: Record<Service, Quota>;
  /** A queued change or reset is not done before this moment. */
  pendingUntil: number;
  autoTopup: boolean;
  hasLeft: boolean;
  events: SimEvent[];
  messages: Message[];
}

const quotaFrom = (from: number, total: number, overshoot: number): Quota => ({
  segments: [{ from, used: 0, ceiling: total + overshoot, isRunning: true }],
  accumulated: total,
  total,
  lastAdded: total,
  changedAt: from,
});

function makeLine(card: Card, epoch: number, settings: OnenceSettings): Line {
  const begin = card.activatedAt ?? epoch;
  const isEnabled = card.kind !== 'stock' && card.kind !== 'suspended';
  const line: Line = {
    card,
    isEnabled,
    label: card.kind === 'stock' ? '' : `sensor-${String(card.index + 1).padStart(4, '0')}`,
    imeiLock: card.index % 10 === 3 && card.imei !== null,
    expiresAt: card.activatedAt === null ? null : card.activatedAt + LIFE_MS,
    quotas: { data: quotaFrom(begin, PACKAGE_MEGABYTES, card.overshoot), sms: quotaFrom(begin, PACKAGE_SMS, 0) },
    pendingUntil: 0,
    autoTopup: false,
    hasLeft: false,
    events: [],
    messages: [],
  };
  if (card.kind === 'suspended') stopOrGo(line, { at: epoch - 20 * DAY, isRunning: false, settings });
  return line;
}

export function usedOf(line: Line, service: Service, { at, settings }: { at: number; settings: OnenceSettings }): number {
  const series = service === 'data' ? dataSeries(line.card, settings.usageFactor) : smsSeries(line.card, settings.usageFactor);
  const until = line.expiresAt === null ? at : Math.min(at, line.expiresAt);
  const used = usedAt(line.card, line.quotas[service].segments, { ...series, at: until });
  return service === 'data' ? Math.round(used * 1_000_000) / 1_000_000 : Math.floor(used);
}

/** From `at` on the device uses data and sends messages, or does not. */
export function stopOrGo(line: Line, { at, isRunning, settings }: { at: number; isRunning: boolean; settings: OnenceSettings }) {
  for (const service of ['data', 'sms'] as const) {
    const { segments } = line.quotas[service];
    const last = segments.at(-1);
    if (!last) continue;
    const from = Math.max(at, last.from);
    segments.push({ from, used: usedOf(line, service, { at: from, settings }), ceiling: last.ceiling, isRunning });
  }
}

/** Adds a package; the ceiling counts everything ever granted. */
export function grant(line: Line, service: Service, { at, amount, settings }: { at: number; amount: number; settings: OnenceSettings }) {
  const quota = line.quotas[service];
  const last = quota.segments.at(-1);
  if (!last) return;
  const from = Math.max(at, last.from);
  const used = usedOf(line, service, { at: from, settings });
  quota.segments.push({ from, used, ceiling: last.ceiling + amount, isRunning: last.isRunning });
  quota.total = Math.round((quota.accumulated - used + amount) * 1_000_000) / 1_000_000;
  quota.accumulated += amount;
  quota.lastAdded = amount;
  quota.changedAt = from;
}

export interface Fleet {
  count(): number;
  at(index: number): Line;
  /** The same, remembered: whoever changes a line takes it from here. */
  keep(line: Line): Line;
  addNew(count: number): string[];
  remembered(): Line[];
  forget(): void;
}

/** Lines are made when looked at; only those that somebody changed are kept. */
export function createFleet(settings: OnenceSettings, epoch: number): Fleet {
  const kept = new Map<number, Line>();
  let added = 0;
  return {
    count: () => settings.fleetSize + added,
    at: (index) => kept.get(index) ?? makeLine(cardAt(index, epoch, index >= settings.fleetSize), epoch, settings),
    keep(line) {
      kept.set(line.card.index, line);
      return line;
    },
    addNew(count) {
      const first = settings.fleetSize + added;
      added += count;
      return Array.from({ length: count }, (_, offset) => iccidAt(first + offset));
    },
    remembered: () => [...kept.values()],
    forget() {
      kept.clear();
      added = 0;
    },
  };
}

export const placeOf = (iccid: string, count: number): number => {
  const index = indexOf(iccid);
  return index >= 0 && index < count ? index : -1;
};

import type { World } from '../core.ts';
import { createTimers } from '../timers.ts';
import type { EventKind, SimEvent } from './event-kinds.ts';
import { DAY, EXTENSION_WINDOW_MS } from './fleet.ts';
import { createFleet, type Line, placeOf, type Service, stopOrGo, usedOf } from './line.ts';
import type { Order } from './orders.ts';
import { ONENCE_DEFAULTS } from './settings.ts';
import type { SupportCase } from './support.ts';

const KEPT_EVENTS = 200;

export type Limits = Record<'data' | 'smsMt' | 'smsMo', number>;

export type Account = ReturnType<typeof createAccount>;

/** Everything the emulated 1NCE account remembers. */
export function createAccount(world: World) {
  const settings = world.settings('onence', ONENCE_DEFAULTS);
  const epoch = Math.floor(Date.now() / DAY) * DAY;
  const fleet = createFleet(settings, epoch);
  const timers = createTimers(world);
  const listeners: ((line: Line, event: SimEvent) => void)[] = [];
  const tokens = new Map<string, number>();
  const orders: Order[] = [];
  const cases: SupportCase[] = [];
  const limits: Limits = { data: 0, smsMt: 0, smsMo: 0 };
  const calls: Record<string, number> = {};
  let departures = 0;
  let lastId = 1_000_000_000;
  const now = () => world.now().getTime();
  const usedIn = (line: Line, service: Service, at: number) => usedOf(line, service, { at, settings });
  const isGone = (line: Line) => line.hasLeft || (line.expiresAt !== null && now() > line.expiresAt + EXTENSION_WINDOW_MS);

  world.onReset(() => {
    fleet.forget();
    tokens.clear();
    orders.length = 0;
    cases.length = 0;
    Object.assign(limits, { data: 0, smsMt: 0, smsMo: 0 });
    for (const key of Object.keys(calls)) delete calls[key];
    departures = 0;
  });

  const account = {
    world, settings, epoch, fleet, timers, tokens, orders, cases, limits, calls, now, usedIn,
    nextId: () => (lastId += 1),
    count: (name: string) => {
      calls[name] = (calls[name] ?? 0) + 1;
    },
    find(iccid: string): Line | null {
      const index = placeOf(iccid, fleet.count());
      if (index < 0) return null;
      const line = fleet.at(index);
      return isGone(line) ? null : line;
    },
    /** Everything the account has, in ICCID order. Before anything can have left, `total` costs nothing. */
    total: () => (departures === 0 && now() < epoch + 500 * DAY ? fleet.count() : [...account.lines()].length),
    *lines(): Generator<Line> {
      for (let index = 0; index < fleet.count(); index += 1) {
        const line = fleet.at(index);
        if (!isGone(line)) yield line;
      }
    },
    page(first: number, size: number): Line[] {
      if (account.total() === fleet.count()) {
        return Array.from({ length: Math.max(0, Math.min(size, fleet.count() - first)) }, (_, offset) => fleet.at(first + offset));
      }
      return [...account.lines()].slice(first, first + size);
    },
    isExpired: (line: Line): boolean => line.expiresAt !== null && line.expiresAt <= now(),
    remaining: (line: Line, service: Service, at = now()) => line.quotas[service].accumulated - usedIn(line, service, at),
    onEvent: (listener: (line: Line, event: SimEvent) => void) => void listeners.push(listener),
    tell(line: Line, kind: EventKind, at = now()) {
      const event: SimEvent = { id: account.nextId(), at, kind };
      line.events.push(event);
      if (line.events.length > KEPT_EVENTS) line.events.shift();
      for (const listener of listeners) listener(line, event);
    },
    setEnabled(line: Line, isEnabled: boolean) {
      if (line.isEnabled === isEnabled) return;
      const at = now();
      line.isEnabled = isEnabled;
      // A card from stock begins its life with its first activation.
      if (isEnabled && line.card.activatedAt === null) activate(line, at);
      else stopOrGo(line, { at, isRunning: isEnabled, settings });
      for (const quota of Object.values(line.quotas)) quota.changedAt = at;
      world.record({ service: 'onence', type: 'status-change', reference: line.card.iccid, data: { status: isEnabled ? 'Enabled' : 'Disabled' } });
      account.tell(line, isEnabled ? 'enabled' : 'disabled', at);
    },
    leave(line: Line) {
      fleet.keep(line).hasLeft = true;
      departures += 1;
    },
  };
  return account;
}

function activate(line: Line, at: number) {
  line.card = { ...line.card, activatedAt: at, megabytesPerDay: 1, smsPerDay: 0.1, imei: `35269${String(line.card.index).padStart(9, '0')}18` };
  line.expiresAt = at + 3_650 * DAY;
  for (const { segments } of Object.values(line.quotas)) {
    const last = segments.at(-1);
    if (last) segments.splice(0, segments.length, { ...last, from: at, used: 0, isRunning: true });
  }
}

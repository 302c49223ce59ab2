import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { faultMiddleware } from './fault-middleware.ts';
import { createFaultQueue, type FaultQueue } from './faults.ts';
import { seededRandom } from './random.ts';
import type { Service } from './service.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';

export type { Fault } from './faults.ts';
export type { Service } from './service.ts';

/** Something that really happened on the other side, whatever the caller was told. */
export interface LedgerEntry {
  id: string;
  at: string;
  service: Service;
  type: 'purchase' | 'charge' | 'refund' | 'email' | 'status-change' | 'sms';
  reference: string;
  data: Record<string, unknown>;
}

export interface World {
  /** Sandbox time: real time plus everything it was advanced by. */
  now(): Date;
  advance(ms: number): void;
  onAdvance(listener: () => void): void;
  settings<T extends object>(service: Service, defaults: T): T;
  settingsStore: SettingsStore;
  record(entry: Omit<LedgerEntry, 'id' | 'at'>): LedgerEntry;
  ledger(filter?: Partial<Pick<LedgerEntry, 'service' | 'type'>>): LedgerEntry[];
  faults(service: Service, operation: string): MiddlewareHandler;
  faultQueue: FaultQueue;
  reset(): void;
  onReset(listener: () => void): void;
  random(seed: string): () => number;
}

/** The memory all emulated services share: one clock, one ledger, one queue of faults. */
export function createWorld(): World {
  const entries: LedgerEntry[] = [];
  const settingsStore = createSettingsStore();
  const advanceListeners: (() => void)[] = [];
  const resetListeners: (() => void)[] = [];
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const faultQueue = createFaultQueue(() => now().getTime());

  return {
    now,
    advance(ms) {
      offset += ms;
      for (const listener of advanceListeners) listener();
    },
    onAdvance: (listener) => void advanceListeners.push(listener),
    settings: (service, defaults) => settingsStore.declare(service, defaults),
    settingsStore,
    record(entry) {
      const recorded = { ...entry, id: randomUUID(), at: now().toISOString() };
      entries.push(recorded);
      return recorded;
    },
    ledger: (filter = {}) =>
      entries.filter(
        (entry) =>
          (filter.service === undefined || entry.service === filter.service) &&
          (filter.type === undefined || entry.type === filter.type),
      ),
    faults: (service, operation) => faultMiddleware(faultQueue, service, operation),
    faultQueue,
    reset() {
      offset = 0;
      entries.length = 0;
      faultQueue.clear();
      settingsStore.reset();
      for (const listener of resetListeners) listener();
    },
    onReset: (listener) => void resetListeners.push(listener),
    random: seededRandom,
  };
}

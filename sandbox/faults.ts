import { randomUUID } from 'node:crypto';
import type { Service } from './service.ts';

export type Fault =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'delay'; ms: number }
  | { kind: 'hang-up-before-acting' }
  | { kind: 'act-then-hang-up' }
  | { kind: 'garbage'; body?: string }
  | { kind: 'garbage-before-acting'; body?: string }
  | { kind: 'rate-limit'; retryAfter?: string };

export interface FaultOrder {
  service: Service;
  operation: string;
  fault: Fault;
  match?: string;
  times?: number;
  /** Instead of `times`: meets every such request until so much of the sandbox clock has passed. */
  seconds?: number;
}

/** `left` is null for a fault that ends by the clock, `untilMs` null for one that ends by use. */
export type QueuedFault = FaultOrder & { id: string; left: number | null; untilMs: number | null };

export type FaultQueue = ReturnType<typeof createFaultQueue>;

const ANY_OPERATION = '*';

/** Faults wait here, first come first served per (service, operation); one with `match` waits for a request containing it. */
export function createFaultQueue(now: () => number) {
  let queue: QueuedFault[] = [];
  const meets = (queued: QueuedFault, service: Service, operation: string) =>
    queued.service === service &&
    (queued.operation === operation || queued.operation === ANY_OPERATION) &&
    (queued.untilMs === null || queued.untilMs > now());
  return {
    add(order: FaultOrder): QueuedFault {
      const ends = order.seconds === undefined ? { left: order.times ?? 1, untilMs: null } : { left: null, untilMs: now() + order.seconds * 1_000 };
      const queued = { ...order, ...ends, id: randomUUID() };
      queue.push(queued);
      return queued;
    },
    list: (): QueuedFault[] => {
      queue = queue.filter(({ untilMs }) => untilMs === null || untilMs > now());
      return [...queue];
    },
    clear(keep: (fault: QueuedFault) => boolean = () => false) {
      queue = queue.filter(keep);
    },
    waiting: (service: Service, operation: string): boolean => queue.some((queued) => meets(queued, service, operation)),
    take(service: Service, operation: string, text: string): Fault | null {
      const readable = `${text}\n${decoded(text)}`;
      const found = queue.find(
        (queued) => meets(queued, service, operation) && (queued.match === undefined || readable.includes(queued.match)),
      );
      if (!found) return null;
      if (found.left !== null) found.left -= 1;
      if (found.left === 0) queue = queue.filter((queued) => queued !== found);
      return found.fault;
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

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
}

export type QueuedFault = FaultOrder & { id: string; left: number };

export type FaultQueue = ReturnType<typeof createFaultQueue>;

/** Faults wait here, first come first served per (service, operation); one with `match` waits for a request containing it. */
export function createFaultQueue() {
  let queue: QueuedFault[] = [];
  return {
    add(order: FaultOrder): QueuedFault {
      const queued = { ...order, id: randomUUID(), left: order.times ?? 1 };
      queue.push(queued);
      return queued;
    },
    list: (): QueuedFault[] => [...queue],
    clear(keep: (fault: QueuedFault) => boolean = () => false) {
      queue = queue.filter(keep);
    },
    waiting: (service: Service, operation: string): boolean =>
      queue.some((fault) => fault.service === service && fault.operation === operation),
    take(service: Service, operation: string, text: string): Fault | null {
      const readable = `${text}\n${decoded(text)}`;
      const found = queue.find(
        (queued) =>
          queued.service === service &&
          queued.operation === operation &&
          (queued.match === undefined || readable.includes(queued.match)),
      );
      if (!found) return null;
      found.left -= 1;
      if (found.left <= 0) queue = queue.filter((queued) => queued !== found);
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

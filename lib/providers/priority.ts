import { AsyncLocalStorage } from 'node:async_hooks';
import type { Priority } from '@/lib/providers/take-turn';

const held = globalThis as typeof globalThis & { simplifyPriority?: AsyncLocalStorage<Priority> };
const storage = (held.simplifyPriority ??= new AsyncLocalStorage<Priority>());

/** Every provider call made by `run` stands in this line; the outermost word counts. */
export const withPriority = <Result>(priority: Priority, run: () => Result): Result => (storage.getStore() === undefined ? storage.run(priority, run) : run());

/** Whoever says nothing waits behind everybody else. */
export const currentPriority = (): Priority => storage.getStore() ?? 'background';

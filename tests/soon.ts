import { vi } from 'vitest';

/** Waits for what comes by itself in a moment, from a database, a socket or another process; on a busy machine a moment may take seconds. */
export const soon = <Value>(check: () => Value): ReturnType<typeof vi.waitFor<Value>> => vi.waitFor(check, { timeout: 10_000, interval: 20 });

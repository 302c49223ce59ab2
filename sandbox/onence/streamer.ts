import type { Account } from './account.ts';
import { createStream } from './stream.ts';
import { eventRecord, eventRecords, type QueuedEvent, usageRecords } from './stream-records.ts';
import { createThresholds } from './thresholds.ts';

const TICK_MS = 15 * 60_000;
const MOST_QUEUED = 100_000;

export type Streamer = ReturnType<typeof createStreamer>;

/** The Data Streamer: one stream of usage, one of events, pushed as the clock goes on. */
export function createStreamer(account: Account) {
  const { settings, timers, world } = account;
  const thresholds = createThresholds(account);
  let queued: QueuedEvent[] = [];
  const usage = createStream(account, { url: () => settings.usageStreamUrl, records: (span) => usageRecords(account, span), drop: () => undefined });
  const events = createStream(account, {
    url: () => settings.eventStreamUrl,
    *records(span) {
      const taken = queued;
      queued = [];
      for (const entry of taken) yield eventRecord(entry);
      yield* eventRecords(account, span);
    },
    drop() {
      queued = [];
    },
  });
  account.onEvent((line, event) => {
    if (settings.eventStreamUrl === '') return;
    queued.push({ line, event });
    if (queued.length > MOST_QUEUED) queued.shift();
    // What happens in one go leaves in one array.
    setImmediate(() => void events.pump());
  });

  const tick = () => {
    thresholds.check();
    void usage.pump();
    void events.pump();
    timers.after(TICK_MS, tick);
  };
  timers.after(TICK_MS, tick);
  world.onReset(() => {
    thresholds.reset();
    timers.after(TICK_MS, tick);
  });
  return { usage, events };
}

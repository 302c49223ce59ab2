import { setImmediate as breathe } from 'node:timers/promises';
import type { Account } from './account.ts';
import { iso } from './answers.ts';
import { inBatches, isNth } from './stream-batches.ts';
import { createStreamSender } from './stream-sender.ts';

interface StreamParts {
  url: () => string;
  /** Whatever happened in between. */
  records: (span: { from: number; to: number }) => Iterable<object>;
  /** Forgets what waits. */
  drop: () => void;
}

interface Run {
  until: number;
  batches: Iterator<object[]>;
  current: object[] | null;
  attempt: number;
}

export type Stream = ReturnType<typeof createStream>;

/** One stream of the Data Streamer: each array again until 200, FAILED after the last attempt, restarted by hand (§12). */
export function createStream(account: Account, parts: StreamParts) {
  const { settings, timers, world } = account;
  const sender = createStreamSender(account, parts.url);
  let state: 'RUNNING' | 'RETRYING' | 'FAILED' = 'RUNNING';
  let sentUntil = account.now();
  let run: Run | null = null;
  let delivered = 0;
  let isPumping = false;
  let isWanted = false;

  async function step(current: Run): Promise<'next' | 'done' | 'stopped'> {
    current.current ??= nextBatch(current);
    const batch = current.current;
    if (!batch) return 'done';
    current.attempt += 1;
    const isTaken = await sender.deliver(batch, current.attempt);
    if (isTaken && isNth(sender.count(), settings.streamDuplicateEvery)) await sender.deliver(batch, 1);
    // A reset came in between.
    if (run !== current) return 'stopped';
    if (isTaken) {
      delivered += batch.length;
      Object.assign(current, { current: null, attempt: 0 });
      state = 'RUNNING';
      return 'next';
    }
    const wait = settings.streamRetryMs[current.attempt - 1];
    state = wait === undefined ? 'FAILED' : 'RETRYING';
    if (wait !== undefined) timers.after(wait, () => void pump(true));
    return 'stopped';
  }

  async function pump(isRetry = false): Promise<void> {
    isWanted = true;
    if (isPumping || (state !== 'RUNNING' && !isRetry)) return;
    isPumping = true;
    while (isWanted && parts.url() !== '') {
      isWanted = false;
      run ??= begin();
      let outcome = await step(run);
      while (outcome === 'next' && run) outcome = await step(run);
      if (outcome === 'stopped') break;
      sentUntil = run?.until ?? sentUntil;
      run = null;
      await breathe();
    }
    if (parts.url() === '') forget();
    isPumping = false;
  }

  const begin = (): Run => {
    const until = account.now();
    return { until, batches: inBatches(parts.records({ from: sentUntil, to: until }), account), current: null, attempt: 0 };
  };
  const forget = () => {
    run = null;
    sentUntil = account.now();
    parts.drop();
  };
  world.onReset(() => {
    forget();
    sender.reset();
    delivered = 0;
    state = 'RUNNING';
  });
  return {
    pump: () => pump(),
    async restart() {
      if (settings.streamAfterFailure === 'drop') forget();
      else if (run) run.attempt = 0;
      state = 'RUNNING';
      await pump();
    },
    push: (records: object[]) => sender.deliver(records, 1),
    report: () => ({
      state: parts.url() === '' ? 'OFF' : state,
      url: parts.url(),
      sent: sender.count(),
      delivered,
      sentUntil: iso(sentUntil),
      deliveries: sender.deliveries(),
    }),
  };
}

function nextBatch({ batches }: Run): object[] | null {
  const next = batches.next();
  return next.done ? null : next.value;
}

import type { World } from '../core.ts';
import { createTimers } from '../timers.ts';
import { iso } from './answers.ts';
import { deliverCallback } from './deliver-callback.ts';
import type { EsimGoSettings } from './settings.ts';

export interface CallbackDelivery {
  at: string;
  body: object;
  attempt: number;
  /** The receiver's status; 0 when nobody was there. */
  status: number;
}

export type Callbacks = ReturnType<typeof createCallbacks>;

const KEPT = 500;

/** Callbacks to the one address of the organisation, one after the other; without an address they are lost (§14). */
export function createCallbacks(world: World, settings: EsimGoSettings) {
  const timers = createTimers(world);
  const deliveries: CallbackDelivery[] = [];
  let held: object[] = [];
  let count = 0;
  let tail = Promise.resolve();

  const deliver = async (body: object, attempt: number): Promise<void> => {
    const status = await deliverCallback({ settings }, settings.callbackUrl, body);
    deliveries.push({ at: iso(world.now().getTime()), body, attempt, status });
    if (deliveries.length > KEPT) deliveries.shift();
    const waitMs = settings.callbackRetryMs[attempt - 1];
    if ((status < 200 || status > 299) && waitMs !== undefined) timers.after(waitMs, () => queue(body, attempt + 1));
  };
  const queue = (body: object, attempt = 1) => {
    tail = tail.then(() => deliver(body, attempt));
  };
  const release = () => {
    for (const body of held.splice(0)) queue(body);
  };
  const isNth = (every: number) => every > 0 && count % every === 0;
  world.onReset(() => {
    held = [];
    deliveries.length = 0;
    count = 0;
  });
  return {
    timers,
    /** Every nth twice; every nth only after the one that follows it. */
    send(body: object) {
      if (settings.callbackUrl === '') return;
      count += 1;
      if (isNth(settings.callbackReorderEvery)) {
        held.push(body);
        timers.after(settings.callbackReorderMs, release);
        return;
      }
      queue(body);
      if (isNth(settings.callbackDuplicateEvery)) queue(body);
      release();
    },
    deliveries: () => deliveries.toReversed(),
    settled: async () => {
      let seen: Promise<void> | null = null;
      while (seen !== tail) {
        seen = tail;
        await seen;
      }
    },
  };
}

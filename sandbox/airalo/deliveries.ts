import type { World } from '../core.ts';
import type { Timers } from '../timers.ts';
import { stamp } from './answers.ts';
import { deliverWebhook } from './deliver-webhook.ts';
import type { AiraloSettings } from './settings.ts';

export interface Delivery {
  at: string;
  url: string;
  body: object;
  attempt: number;
  /** The receiver's status; 0 when nobody was there. */
  status: number;
}

const KEPT = 500;

/** Webhooks in the background: up to twenty more tries, a quarter of an hour apart; 204 and above are failures too (§11.5). */
export function createDeliveries(world: World, settings: AiraloSettings, timers: Timers) {
  const made: Delivery[] = [];
  let tail: Promise<unknown> = Promise.resolve();

  const deliver = async (url: string, body: object, attempt: number): Promise<void> => {
    const status = await deliverWebhook({ settings }, url, body);
    made.push({ at: stamp(world.now().getTime()), url, body, attempt, status });
    if (made.length > KEPT) made.shift();
    const isTaken = status >= 200 && status < 204;
    if (!isTaken && attempt <= settings.webhookRetries) timers.after(settings.webhookRetryMs, () => queue(url, body, attempt + 1));
  };
  const queue = (url: string, body: object, attempt = 1) => {
    tail = Promise.all([tail, deliver(url, body, attempt)]);
  };
  world.onReset(() => void (made.length = 0));
  return {
    /** The real service's own sandbox mode sends none. */
    send(url: string, body: object) {
      if (settings.sandboxMode) return;
      for (let copy = 0; copy < settings.webhookTimes; copy += 1) queue(url, body);
    },
    list: (): Delivery[] => made.toReversed(),
    settled: async () => {
      let seen: Promise<unknown> | null = null;
      while (seen !== tail) {
        seen = tail;
        await seen;
      }
    },
  };
}

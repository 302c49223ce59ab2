import { createHmac } from 'node:crypto';
import type { Timers } from '../timers.ts';
import type { StripeEvent } from './objects.ts';
import type { StripeSettings } from './stripe-settings.ts';

export interface Delivery {
  eventId: string;
  type: string;
  url: string;
  at: string;
  attempt: number;
  answer: number | string;
}

export type WebhookSender = ReturnType<typeof createWebhookSender>;

const KEPT_DELIVERIES = 2_000;
const ANSWER_WITHIN_MS = 10_000;

/** Delivers each event at least once: retried until a 2xx, sometimes twice, sometimes late, as the settings say. */
export function createWebhookSender(settings: StripeSettings, timers: Timers) {
  const deliveries: Delivery[] = [];
  let sent = 0;

  async function deliver(event: StripeEvent, url: string, attempt: number): Promise<void> {
    const answer = await post(event, url, settings.webhookSecret);
    deliveries.push({ eventId: event.id, type: event.type, url, at: new Date().toISOString(), attempt, answer });
    if (deliveries.length > KEPT_DELIVERIES) deliveries.shift();
    if (typeof answer === 'number' && answer >= 200 && answer < 300) {
      event.pending_webhooks = 0;
      return;
    }
    const wait = settings.retryMs[attempt - 1];
    if (wait !== undefined) timers.after(wait, () => void deliver(event, url, attempt + 1));
  }

  return {
    deliveries: (): Delivery[] => [...deliveries],
    send(event: StripeEvent, keys: string[]) {
      const isWanted = settings.webhookTypes.length === 0 || settings.webhookTypes.includes(event.type);
      if (settings.webhookUrl === '' || !isWanted || keys.some((key) => settings.drop[key])) return;
      sent += 1;
      const asked = keys.map((key) => settings.duplicate[key]).find((count) => count !== undefined);
      const copies = asked ?? (isNth(sent, settings.duplicateEvery) ? 2 : 1);
      const isLate = keys.some((key) => settings.shuffle[key]) || isNth(sent, settings.shuffleEvery);
      const url = settings.webhookUrl;
      const go = () => {
        for (let copy = 0; copy < copies; copy += 1) void deliver(event, url, 1);
      };
      if (isLate) timers.after(settings.shuffleMs, go);
      else setImmediate(go);
    },
    resend: (event: StripeEvent, url = settings.webhookUrl) => deliver(event, url, 1),
    reset() {
      deliveries.length = 0;
      sent = 0;
    },
  };
}

const isNth = (count: number, every: number) => every > 0 && count % every === 0;

/** The header Stripe sends: HMAC-SHA256 over the real time of sending and the exact bytes. */
export function signatureHeader(body: string, secret: string): string {
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${signature}`;
}

async function post(event: StripeEvent, url: string, secret: string): Promise<number | string> {
  const body = JSON.stringify(event, null, 2);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'Stripe-Signature': signatureHeader(body, secret),
      },
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'unreachable';
  }
}

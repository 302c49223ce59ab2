import type { World } from '../core.ts';
import { createTimers, type Timers } from '../timers.ts';
import { newId } from './ids.ts';
import type { Charge, Customer, PaymentIntent, PaymentMethod, Refund, StripeEvent } from './objects.ts';
import { type StripeSettings, stripeDefaults } from './stripe-settings.ts';
import { createWebhookSender, type WebhookSender } from './webhook-sender.ts';

export const API_VERSION = '2026-10-28.endive';

/** Everything the emulated Stripe account remembers. Maps keep insertion order, so the newest object is the last one. */
export interface StripeSandbox {
  world: World;
  settings: StripeSettings;
  timers: Timers;
  webhooks: WebhookSender;
  customers: Map<string, Customer>;
  intents: Map<string, PaymentIntent>;
  charges: Map<string, Charge>;
  refunds: Map<string, Refund>;
  paymentMethods: Map<string, PaymentMethod>;
  cardNumbers: Map<string, string>;
  events: Map<string, StripeEvent>;
  now(): number;
  emit(type: string, object: object): StripeEvent;
}

export function createStripeSandbox(world: World, chosen: Partial<StripeSettings> = {}): StripeSandbox {
  const settings = world.settings('stripe', { ...stripeDefaults(), ...chosen });
  const timers = createTimers(world);
  const webhooks = createWebhookSender(settings, timers);
  const sandbox: StripeSandbox = {
    world,
    settings,
    timers,
    webhooks,
    customers: new Map(),
    intents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    paymentMethods: new Map(),
    cardNumbers: new Map(),
    events: new Map(),
    now: () => Math.floor(world.now().getTime() / 1000),
    emit(type, object) {
      const event: StripeEvent = {
        id: newId('evt'),
        object: 'event',
        api_version: API_VERSION,
        created: sandbox.now(),
        data: { object: { ...structuredClone(object) } },
        livemode: false,
        pending_webhooks: 1,
        request: { id: newId('req', 14), idempotency_key: null },
        type,
      };
      sandbox.events.set(event.id, event);
      webhooks.send(event, keysOf(sandbox, event));
      return event;
    },
  };
  world.onReset(() => {
    for (const map of [sandbox.customers, sandbox.intents, sandbox.charges, sandbox.refunds]) map.clear();
    for (const map of [sandbox.paymentMethods, sandbox.cardNumbers, sandbox.events]) map.clear();
    webhooks.reset();
  });
  return sandbox;
}

/** The names a test may use to steer one event: its ids, its type, and the metadata of its payment. */
export function keysOf(sandbox: StripeSandbox, event: StripeEvent): string[] {
  const object = event.data.object;
  const intentId = object.object === 'payment_intent' ? object.id : object.payment_intent;
  const intent = typeof intentId === 'string' ? sandbox.intents.get(intentId) : undefined;
  const values = [event.id, event.type, object.id, intentId, ...Object.values(intent?.metadata ?? {})];
  return values.filter((value) => typeof value === 'string');
}

import type { World } from '../core.ts';
import { createTimers } from '../timers.ts';
import { createCatalogue, type FoundPackage } from './catalogue.ts';
import { createDeliveries } from './deliveries.ts';
import type { FutureOrder } from './future-order.ts';
import { createSimMaker, type Sharing } from './make-sim.ts';
import { createRateLimit } from './rate-limit.ts';
import type { RefundRequest } from './refunds.ts';
import { AIRALO_DEFAULTS } from './settings.ts';
import type { Notification, NotificationType } from './subscriptions.ts';

export interface Sim {
  id: number;
  iccid: string;
  lpa: string;
  matchingId: string;
  qrUrl: string;
  msisdn: string | null;
  order: Order;
  brand: string | null;
  sharing: { link: string; access_code: string } | null;
  topUps: Order[];
}

export interface Order {
  id: number;
  code: string;
  found: FoundPackage;
  quantity: number;
  /** How many of them were paid: fewer, when some were not delivered and not charged. */
  charged: number;
  description: string | null;
  brand: string | null;
  createdAt: number;
  visibleAt: number;
  retailCents: number;
  costCents: number;
  status: 'completed' | 'failed' | 'partially_refunded' | 'refunded';
  sims: Sim[];
}

type NewOrder = Pick<Order, 'found' | 'quantity' | 'charged' | 'description' | 'brand' | 'retailCents' | 'costCents'> & { sharing?: Sharing };

export type Airalo = ReturnType<typeof createState>;

// Ids start where the clock stands, so that a restarted sandbox repeats none.
const EPOCH = Date.UTC(2026, 0, 1);

/** Everything the emulated service remembers. */
export function createState(world: World) {
  const settings = world.settings('airalo', AIRALO_DEFAULTS);
  const timers = createTimers(world);
  const orders: Order[] = [];
  const sims = new Map<string, Sim>();
  const tokens = new Map<string, { clientId: string; issuedAt: number }>();
  const subscriptions = new Map<NotificationType, Notification>();
  const futureOrders = new Map<string, FutureOrder>();
  const refunds: RefundRequest[] = [];
  const raised = new Set<string>();
  let lastId = Math.max(1_000, Math.floor((Date.now() - EPOCH) / 50));
  const nextId = () => (lastId += 1);
  const makeSims = createSimMaker(settings, nextId);
  world.onReset(() => {
    orders.length = 0;
    refunds.length = 0;
    for (const map of [sims, tokens, subscriptions, futureOrders, raised]) map.clear();
  });

  return {
    world,
    settings,
    timers,
    orders,
    sims,
    tokens,
    subscriptions,
    futureOrders,
    refunds,
    /** Alerts already told: eSIM, level and number of top-ups. */
    raised,
    nextId,
    deliveries: createDeliveries(world, settings, timers),
    limit: createRateLimit(world, settings),
    catalogue: createCatalogue(settings),
    addOrder: ({ sharing, ...made }: NewOrder): Order => {
      const id = nextId();
      const createdAt = world.now().getTime();
      const code = `${new Date(createdAt).toISOString().slice(0, 10).replaceAll('-', '')}-${String(id).padStart(6, '0')}`;
      const lateBy = settings.visibilityDelays[made.found.id] ?? settings.visibilityDelayMs;
      const order: Order = { ...made, id, code, createdAt, visibleAt: createdAt + lateBy, status: 'completed', sims: [] };
      if (made.found.type === 'sim') order.sims = makeSims(order, sharing ?? null);
      for (const sim of order.sims) sims.set(sim.iccid, sim);
      orders.push(order);
      return order;
    },
    /** Orders a list shows by now, newest first. */
    visibleOrders: (): Order[] => {
      const now = world.now().getTime();
      return orders.filter((order) => order.visibleAt <= now).toReversed();
    },
  };
}

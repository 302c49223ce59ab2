import { randomUUID } from 'node:crypto';
import type { Bundle } from '../catalogue/bundles.ts';
import { createIccidSource } from '../catalogue/iccid.ts';
import type { World } from '../core.ts';
import { createCallbacks } from './callbacks.ts';
import { createCatalogue } from './catalogue.ts';
import { makeEsim } from './make-esim.ts';
import { ESIMGO_DEFAULTS } from './settings.ts';
import { createSpacing } from './spacing.ts';
import { createStock } from './stock.ts';

/** The version of a path; 2.5 adds to 2.4 (§17). */
export type Version = '2.4' | '2.5';

export interface Assignment {
  id: string;
  reference: string;
  bundle: Bundle;
  /** What was paid for it, here or when it was bought into stock. */
  unitCents: number;
  assignedAt: number;
  /** When the order behind it is done: until then it is being processed. */
  readyAt: number;
  revokedAt: number | null;
}

/** Data used through the controls. */
export interface Consumption {
  at: number;
  bytes: number;
  isDone?: boolean;
}

export interface EsimEvent {
  name: string;
  at: number;
  bundleName: string;
}

export interface Esim {
  iccid: string;
  matchingId: string;
  smdpAddress: string;
  pin: string;
  puk: string;
  customerRef: string | null;
  assignedAt: number;
  bundles: Assignment[];
  /** Null while an imagined traveller uses it by the clock. */
  consumed: Consumption[] | null;
  /** The `used` setting that was last taken over. */
  usedSetting: number | null;
  /** Alerts that were sent. */
  raised: Set<string>;
  /** What was done to it by the API, beside what its bundles tell. */
  events: EsimEvent[];
  /** Set through the controls; null while the clock decides. */
  status: string | null;
  installedAt: number | null;
  country: string | null;
  countryToldAt: number | null;
  msisdn: string | null;
  profileName: string | null;
  isSuspended: boolean;
  deactivatedAt: number | null;
  /** Taken back by the service with its last bundle. */
  takenBackAt: number | null;
}

export interface OrderItem {
  bundle: Bundle;
  quantity: number;
  unitCents: number;
  allowReassign: boolean;
  esims: Esim[];
}

export interface Order {
  kind: 'order' | 'apply';
  reference: string;
  createdAt: number;
  readyAt: number;
  visibleAt: number;
  assign: boolean;
  currency: string;
  sourceIp: string;
  items: OrderItem[];
  balanceAfter: number;
}

/** A payment into the balance, which stands in the list of orders (§7.4). */
export interface BalanceTopUp {
  type: 'topup' | 'autoTopup' | 'apiTopup';
  reference: string;
  createdAt: number;
  amount: number;
}

export type EsimGo = ReturnType<typeof createState>;

/** Everything the emulated service remembers. */
export function createState(world: World) {
  const settings = world.settings('esimgo', ESIMGO_DEFAULTS);
  const orders: Order[] = [];
  const esims = new Map<string, Esim>();
  const topUps: BalanceTopUp[] = [];
  const now = () => world.now().getTime();
  const stock = createStock(now);
  const spacing = createSpacing(settings, now);
  const nextIccid = createIccidSource('8943108');
  let nextAssignment = 215_000_000 + Math.floor((Date.now() / 1000) % 1_000_000);
  const empty = () => {
    orders.length = 0;
    esims.clear();
    stock.clear();
    spacing.clear();
    // The organisation's own balance was topped up a minute before the first order.
    topUps.splice(0, topUps.length, { type: 'topup', reference: '00000000-0000-4000-8000-000000000001', createdAt: Date.now() - 60_000, amount: 1_000 });
  };
  empty();
  world.onReset(empty);
  return {
    world,
    settings,
    now,
    orders,
    esims,
    topUps,
    stock,
    spacing,
    catalogue: createCatalogue(settings),
    callbacks: createCallbacks(world, settings),
    makeEsim: (): Esim => {
      const esim = makeEsim(nextIccid(), now());
      esims.set(esim.iccid, esim);
      return esim;
    },
    assign: (esim: Esim, bundle: Bundle, { reference, readyAt, unitCents }: { reference: string; readyAt: number; unitCents: number }) => {
      nextAssignment += 1;
      esim.bundles.push({ id: String(nextAssignment), reference, bundle, unitCents, assignedAt: now(), readyAt, revokedAt: null });
    },
    newReference: () => randomUUID(),
    isReady: (order: Order) => order.readyAt <= now(),
  };
}

import { randomBytes, randomUUID } from 'node:crypto';
import type { Bundle } from '../catalogue/bundles.ts';
import { createIccidSource } from '../catalogue/iccid.ts';
import type { World } from '../core.ts';
import { createCallbacks } from './callbacks.ts';
import { createCatalogue } from './catalogue.ts';
import { ESIMGO_DEFAULTS } from './settings.ts';

export interface Assignment {
  id: string;
  reference: string;
  bundle: Bundle;
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
  /** Taken back by the service after its last bundle was. */
  isReturned: boolean;
}

export interface OrderItem {
  bundle: Bundle;
  quantity: number;
  unitCents: number;
  allowReassign: boolean;
  esims: Esim[];
}

export interface Order {
  reference: string;
  createdAt: number;
  readyAt: number;
  visibleAt: number;
  assign: boolean;
  currency: string;
  items: OrderItem[];
}

export type EsimGo = ReturnType<typeof createState>;

const HOSTS = ['rsp-3104.telcore.example', 'rsp.truenorth.example', 'rsp-0042.sandbox-esim.example'];

/** Everything the emulated service remembers. */
export function createState(world: World) {
  const settings = world.settings('esimgo', ESIMGO_DEFAULTS);
  const orders: Order[] = [];
  const esims = new Map<string, Esim>();
  const nextIccid = createIccidSource('8943108');
  let nextAssignment = 215_000_000 + Math.floor((Date.now() / 1000) % 1_000_000);
  world.onReset(() => {
    orders.length = 0;
    esims.clear();
  });
  return {
    world,
    settings,
    orders,
    esims,
    catalogue: createCatalogue(settings),
    callbacks: createCallbacks(world, settings),
    startedAt: Date.now(),
    makeEsim: (now: number): Esim => {
      const iccid = nextIccid();
      const isDashed = Number(iccid.at(-2)) % 2 === 0;
      const esim: Esim = {
        iccid,
        matchingId: isDashed ? `JQ-${letters(6)}-${letters(7)}` : [5, 5, 5, 5].map(letters).join('-'),
        smdpAddress: HOSTS[Number(iccid.at(-1)) % HOSTS.length] ?? 'rsp.truenorth.example',
        pin: '0000',
        puk: String(10_000_000 + (Number(iccid.slice(-9, -1)) % 89_999_999)),
        customerRef: null,
        assignedAt: now,
        bundles: [],
        consumed: null,
        usedSetting: null,
        raised: new Set(),
        isReturned: false,
      };
      esims.set(iccid, esim);
      return esim;
    },
    assign: (esim: Esim, bundle: Bundle, { reference, now, readyAt }: { reference: string; now: number; readyAt: number }) => {
      nextAssignment += 1;
      esim.bundles.push({ id: String(nextAssignment), reference, bundle, assignedAt: now, readyAt, revokedAt: null });
    },
    newReference: () => randomUUID(),
    isReady: (order: Order) => order.readyAt <= world.now().getTime(),
  };
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const letters = (count: number) => [...randomBytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

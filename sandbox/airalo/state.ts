import { createHash, randomBytes } from 'node:crypto';
import type { World } from '../core.ts';
import { createIccidSource } from '../catalogue/iccid.ts';
import { createCatalogue, type FoundPackage } from './catalogue.ts';
import { createRateLimit } from './rate-limit.ts';
import { AIRALO_DEFAULTS } from './settings.ts';

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
  description: string | null;
  brand: string | null;
  createdAt: number;
  visibleAt: number;
  retailCents: number;
  costCents: number;
  status: 'completed' | 'failed' | 'partially_refunded' | 'refunded';
  sims: Sim[];
}

export type Airalo = ReturnType<typeof createState>;

const HOSTS = ['smdp.nordtel.example', 'rsp-0042.esimcore.example', 'CONSUMER.ROAMHUB.EXAMPLE', 'sm-v4-055-a-gtm.telrsp.example'];
// Ids start where the clock stands, so that a restarted sandbox repeats none.
const EPOCH = Date.UTC(2026, 0, 1);

/** Everything the emulated service remembers. */
export function createState(world: World) {
  const settings = world.settings('airalo', AIRALO_DEFAULTS);
  const orders: Order[] = [];
  const sims = new Map<string, Sim>();
  const tokens = new Map<string, number>();
  const nextIccid = createIccidSource('8935100');
  let nextId = Math.max(1_000, Math.floor((Date.now() - EPOCH) / 50));
  world.onReset(() => {
    orders.length = 0;
    sims.clear();
    tokens.clear();
  });

  const makeSim = (order: Order, sharesLink: boolean): Sim => {
    const id = (nextId += 1);
    const iccid = nextIccid();
    const matchingId = settings.placeholderProfiles ? `DUMMY-${String(id).padStart(10, '0')}-${letters(5)}-${id % 100_000}` : groups();
    const sim: Sim = {
      id,
      iccid,
      lpa: settings.placeholderProfiles ? 'lpa.airalo.com' : (HOSTS[id % HOSTS.length] ?? 'smdp.nordtel.example'),
      matchingId,
      qrUrl: `https://${settings.placeholderProfiles ? 'sandbox' : 'www'}.airalo.com/qr?expires=${Math.floor(order.createdAt / 1000) + 63_072_000}&id=${id}&signature=${digest(iccid)}`,
      msisdn: order.found.operator.hasVoice ? `8831906${String(id).padStart(8, '0').slice(-8)}` : null,
      order,
      brand: order.brand,
      sharing: sharesLink ? { link: shareLink(order.brand), access_code: String(1_000 + (id % 9_000)) } : null,
      topUps: [],
    };
    sims.set(iccid, sim);
    return sim;
  };

  return {
    world,
    settings,
    orders,
    sims,
    tokens,
    limit: createRateLimit(world),
    catalogue: createCatalogue(settings),
    addOrder: (made: Omit<Order, 'id' | 'code' | 'createdAt' | 'visibleAt' | 'sims' | 'status'>, sharesLink = false): Order => {
      const id = (nextId += 1);
      const createdAt = world.now().getTime();
      const code = `${new Date(createdAt).toISOString().slice(0, 10).replaceAll('-', '')}-${String(id).padStart(6, '0')}`;
      const order: Order = { ...made, id, code, createdAt, visibleAt: createdAt + (settings.visibilityDelays[made.found.id] ?? settings.visibilityDelayMs), status: 'completed', sims: [] };
      if (made.found.type === 'sim') for (let n = 0; n < made.quantity; n += 1) order.sims.push(makeSim(order, sharesLink));
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

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const letters = (count: number) => [...randomBytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
const groups = () => [5, 5, 5, 5].map(letters).join('-');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const shareLink = (brand: string | null) => `https://esims.cloud/${brand === null ? '' : `${brand.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}/`}${letters(8).toLowerCase()}`;

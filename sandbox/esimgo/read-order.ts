import type { Bundle } from '../catalogue/bundles.ts';
import { priceCents } from './catalogue.ts';
import { findEsim } from './idle.ts';
import type { EsimGo } from './state.ts';

export interface AskedItem {
  bundle: Bundle;
  quantity: number;
  unitCents: number;
  allowReassign: boolean;
  iccids: string[];
}

export interface AskedOrder {
  type: 'validate' | 'transaction';
  assign: boolean;
  items: AskedItem[];
}

export interface Refusal {
  status: number;
  message: string;
}

const MOST_PER_ORDER = 10;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

// Keys of any case, as the live service matches them.
const lowerKeys = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]));

export function parseBody(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? lowerKeys(body) : null;
  } catch {
    return null;
  }
}

/** The order a body asks for, or why it cannot be made. */
export function readOrder(body: Record<string, unknown>, esimgo: EsimGo): AskedOrder | Refusal {
  const { type, assign, order } = body;
  if (type !== 'validate' && type !== 'transaction') return bad('Invalid Order type');
  if (!Array.isArray(order) || order.length === 0) return bad('Order must contain Order Items');
  const items: AskedItem[] = [];
  for (const entry of order) {
    const item = isRecord(entry) ? readItem(lowerKeys(entry), { assign: assign === true, esimgo }) : bad('Order must contain Order Items');
    if ('status' in item) return item;
    items.push(item);
  }
  const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
  if (quantity > MOST_PER_ORDER) return bad(`Order quantity must not exceed ${MOST_PER_ORDER}`);
  return { type, assign: assign === true, items };
}

const bad = (message: string): Refusal => ({ status: 400, message });

function readItem(item: Record<string, unknown>, { assign, esimgo }: { assign: boolean; esimgo: EsimGo }): AskedItem | Refusal {
  const { settings, catalogue } = esimgo;
  if (item.type !== undefined && item.type !== 'bundle') return bad('Invalid Order Item type');
  const quantity = item.quantity ?? 1;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) return bad('Order Item quantity must be at least 1');
  const bundle = typeof item.item === 'string' ? catalogue.find(item.item) : null;
  if (!bundle) return { status: settings.unknownBundleStatus, message: 'no bundles available' };
  const iccids = Array.isArray(item.iccids) ? item.iccids.map(String) : [];
  if (iccids.length > 0 && !assign) return bad('iccids need assign');
  if (iccids.length > 0 && iccids.length !== quantity) return bad('Number of iccids must match quantity');
  if (iccids.some((iccid) => !findEsim(iccid, esimgo))) return { status: 403, message: 'access denied' };
  return { bundle, quantity, unitCents: priceCents(bundle, settings), allowReassign: item.allowreassign === true, iccids };
}

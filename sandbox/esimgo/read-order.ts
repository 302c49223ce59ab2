import type { Bundle } from '../catalogue/bundles.ts';
import { priceCents } from './catalogue.ts';
import { fits } from './fits.ts';
import { findEsim } from './idle.ts';
import { isRecord, lowerKeys } from './read-body.ts';
import type { EsimGo, Version } from './state.ts';

export interface AskedItem {
  bundle: Bundle;
  quantity: number;
  unitCents: number;
  allowReassign: boolean;
  iccids: string[];
  profileName: string | null;
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

/** The order a body asks for, or why it cannot be made; the first reason counts (§7.1). */
export function readOrder(body: Record<string, unknown>, { esimgo, version }: { esimgo: EsimGo; version: Version }): AskedOrder | Refusal {
  const bad = badOrder(esimgo);
  const { type, order } = body;
  const assign = body.assign === true;
  if (type !== 'validate' && type !== 'transaction') return bad('Invalid Order type');
  if (!Array.isArray(order) || order.length === 0) return bad('Order must contain Order Items');
  const items: AskedItem[] = [];
  for (const entry of order) {
    if (!isRecord(entry)) return bad('Order must contain Order Items');
    const item = readItem(lowerKeys(entry), { assign, version, esimgo });
    if ('status' in item) return item;
    items.push(item);
  }
  const quantity = items.reduce((sum, item) => sum + item.quantity, 0);
  if (quantity > MOST_PER_ORDER) return bad(`Order quantity must not exceed ${MOST_PER_ORDER}`);
  return { type, assign, items };
}

const badOrder = ({ settings }: EsimGo) => (message: string): Refusal => ({ status: settings.badOrderStatus, message });

function readItem(item: Record<string, unknown>, view: { assign: boolean; version: Version; esimgo: EsimGo }): AskedItem | Refusal {
  const { assign, version, esimgo } = view;
  const { settings, catalogue } = esimgo;
  const bad = badOrder(esimgo);
  if (item.type !== undefined && item.type !== 'bundle') return bad('Invalid Order Item type');
  const quantity = item.quantity ?? 1;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) return bad('Order Item quantity must be at least 1');
  const bundle = typeof item.item === 'string' ? catalogue.find(item.item) : null;
  if (!bundle) return { status: settings.unknownBundleStatus, message: 'no bundles available' };
  const profileName = version === '2.5' && typeof item.profileid === 'string' ? item.profileid : null;
  if (profileName !== null && !assign) return bad('profileID needs assign');
  const iccids = Array.isArray(item.iccids) ? item.iccids.map(String) : [];
  const allowReassign = item.allowreassign === true;
  const refusal = checkTargets({ iccids, bundle, allowReassign, assign, quantity }, esimgo);
  return refusal ?? { bundle, quantity, unitCents: priceCents(bundle, settings), allowReassign, iccids, profileName };
}

type Targets = Pick<AskedItem, 'iccids' | 'bundle' | 'allowReassign' | 'quantity'> & { assign: boolean };

function checkTargets({ iccids, bundle, allowReassign, assign, quantity }: Targets, esimgo: EsimGo): Refusal | null {
  const bad = badOrder(esimgo);
  if (iccids.length === 0) return null;
  if (!assign) return bad('iccids need assign');
  if (iccids.length !== quantity) return bad('Number of iccids must match quantity');
  const targets = iccids.map((iccid) => findEsim(iccid, esimgo));
  if (targets.includes(null)) return { status: esimgo.settings.foreignIccidStatus, message: 'access denied' };
  const isFit = allowReassign || targets.every((esim) => esim !== null && fits(esim, bundle, esimgo));
  return isFit ? null : { status: esimgo.settings.incompatibleStatus, message: 'Bundle is not compatible with the eSIM' };
}

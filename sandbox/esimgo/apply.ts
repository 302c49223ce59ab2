import type { Context, Hono } from 'hono';
import { addressOf } from './address-of.ts';
import { refuse } from './answers.ts';
import { asyncMs } from './buy.ts';
import { fits } from './fits.ts';
import { findEsim } from './idle.ts';
import { isRecord, lowerKeys, parseBody, textOf } from './read-body.ts';
import type { Refusal } from './read-order.ts';
import type { Esim, EsimGo, Order, OrderItem } from './state.ts';

interface Wish {
  name: string;
  repeat: number;
  esim: Esim | null;
  allowReassign: boolean;
}

/** Bundles from stock go onto an eSIM, or onto new ones; it stands in the list of orders at no price (§10). */
export function applyRoutes(app: Hono, esimgo: EsimGo) {
  app.post('/esims/apply', esimgo.world.faults('esimgo', 'apply'), async (c) => {
    const body = parseBody(await c.req.text());
    const wishes = body ? readWishes(body, esimgo) : { status: 400, message: 'failed to parse request body' };
    if ('status' in wishes) return refuse(c, wishes.status, wishes.message);
    return answer(c, apply(wishes, addressOf(c), esimgo), esimgo);
  });
}

function answer(c: Context, order: Order, esimgo: EsimGo) {
  const isDone = esimgo.isReady(order);
  const esims = order.items.flatMap(({ bundle, esims: given }) => given.map(({ iccid }) => ({ iccid, status: 'ACTIVE', bundle: bundle.name })));
  return c.json({ esims: isDone ? esims : [], applyReference: order.reference });
}

function readWishes(body: Record<string, unknown>, esimgo: EsimGo): Wish[] | Refusal {
  const bad = (message: string): Refusal => ({ status: 400, message });
  const entries = Array.isArray(body.bundles) ? body.bundles.map((entry) => (isRecord(entry) ? lowerKeys(entry) : {})) : [body];
  if (entries.length === 0) return bad('bundles must not be empty');
  const wishes: Wish[] = [];
  for (const entry of entries) {
    const repeat = entry.repeat ?? 1;
    if (typeof repeat !== 'number' || !Number.isInteger(repeat) || repeat < 1) return bad('repeat must be at least 1');
    if (entry.iccid !== undefined && repeat > 1) return bad('repeat is incompatible with iccid');
    const esim = entry.iccid === undefined ? null : findEsim(textOf(entry.iccid), esimgo);
    if (entry.iccid !== undefined && !esim) return { status: esimgo.settings.foreignIccidStatus, message: 'access denied' };
    wishes.push({ name: textOf(entry.name), repeat, esim, allowReassign: entry.allowreassign === true });
  }
  return lacking(wishes, esimgo) ?? wishes;
}

/** All or nothing: stock of every bundle, and eSIMs the bundles fit on. */
function lacking(wishes: readonly Wish[], esimgo: EsimGo): Refusal | null {
  for (const { name, esim, allowReassign } of wishes) {
    const wanted = wishes.reduce((sum, wish) => sum + (wish.name === name ? wish.repeat : 0), 0);
    if (esimgo.stock.count(name) < wanted) return { status: 403, message: 'no available bundles' };
    const bundle = esimgo.catalogue.recall(name);
    const isFit = !esim || allowReassign || (bundle !== null && fits(esim, bundle, esimgo));
    if (!isFit) return { status: esimgo.settings.incompatibleStatus, message: 'Bundle is not compatible with the eSIM' };
  }
  return null;
}

function apply(wishes: readonly Wish[], sourceIp: string, esimgo: EsimGo): Order {
  const { settings, now } = esimgo;
  const reference = esimgo.newReference();
  const readyAt = now() + asyncMs(wishes.reduce((sum, { repeat }) => sum + repeat, 0), settings);
  const units = wishes.flatMap((wish) => Array.from({ length: wish.repeat }, () => wish));
  const items = units.flatMap(({ name, esim, allowReassign }, index): OrderItem[] => {
    const batch = esimgo.stock.take(name);
    if (!batch) return [];
    const target = esim && fits(esim, batch.bundle, esimgo) ? esim : esimgo.makeEsim();
    esimgo.assign(target, batch.bundle, { reference: `${reference}-${index}`, readyAt, unitCents: batch.unitCents });
    return [{ bundle: batch.bundle, quantity: 1, unitCents: batch.unitCents, allowReassign, esims: [target] }];
  });
  const order: Order = {
    kind: 'apply', reference, createdAt: now(), readyAt, visibleAt: now(), assign: true, currency: settings.currency, sourceIp, items, balanceAfter: settings.balance,
  };
  esimgo.orders.push(order);
  const iccids = items.flatMap(({ esims }) => esims.map(({ iccid }) => iccid));
  esimgo.world.record({ service: 'esimgo', type: 'status-change', reference, data: { status: 'applied', iccids, items: items.map(({ bundle }) => bundle.name) } });
  return order;
}

import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { empty, isRecord, isV2, readJson, refuse, textsOf } from './answers.ts';
import { grant, type Line } from './line.ts';
import { type Order, placeOrder } from './orders.ts';
import { ifV2HasIt } from './platform.ts';
import { SIMS } from './sims.ts';
import { withLine } from './with-line.ts';

const METHODS = ['banktransfer', 'creditcard', 'monthlyinvoice', 'boleto'];
const PRODUCT = 2001;
const NET_CENTS = 1_400;

/** The method asked for; bank transfer when none is, and for a wrong one if the settings say so (§7.10). */
export function readPayment(c: Context, { settings }: Account): string | null {
  const asked = c.req.query('payment_method') ?? '';
  if (asked === '' || METHODS.includes(asked)) return asked || 'banktransfer';
  return settings.invalidPayment === 'banktransfer' ? 'banktransfer' : null;
}

const refusePayment = (c: Context) => c.json({ ...(isV2(c) ? { error_code: 1_002, error_token: 'BadRequest' } : {}), message: 'Payment method used is not valid.' }, 400);

/** One package more, ordered and invoiced: the quota rises when the order is worked off. */
export function orderTopUp(account: Account, { lines, payment, type }: { lines: Line[]; payment: string; type: string }): Order {
  const { settings } = account;
  const iccids = lines.map(({ card }) => card.iccid);
  return placeOrder(account, {
    type,
    iccids,
    products: [{ product_id: PRODUCT, quantity: lines.length }],
    netCents: NET_CENTS * lines.length,
    payment,
    done(_order, at) {
      for (const iccid of iccids) {
        const line = account.find(iccid);
        if (!line) continue;
        account.fleet.keep(line);
        grant(line, 'data', { at, amount: settings.topUpMegabytes, settings });
        grant(line, 'sms', { at, amount: settings.topUpSms, settings });
        account.tell(line, 'topUp');
      }
    },
  });
}

/** Automatic top-up: once per shortage, since an open order is already on its way. */
export function topUpIfLow(account: Account, line: Line) {
  const isLow = account.remaining(line, 'data') <= line.quotas.data.total * 0.2;
  const isOrdered = account.orders.some(({ isDone, iccids }) => !isDone && iccids.includes(line.card.iccid));
  if (line.autoTopup && isLow && !isOrdered && !account.isExpired(line)) {
    orderTopUp(account, { lines: [line], payment: account.settings.autoTopupPayment, type: 'TOPUP' });
  }
}

function accepted(c: Context, { settings }: Account, order: Order): Response {
  const version = isV2(c) ? settings.topUpLocationV2 : 'v1';
  c.header('Location', `${settings.locationBase}/${version}/orders/${order.number}`);
  return empty(c, 201);
}

/** Before /sims/:iccid, which would take `topup` for an ICCID (§7 route-order trap). */
export function fleetTopUpRoutes(app: Hono, account: Account) {
  const { world, settings } = account;
  app.post(`${SIMS}/topup`, ifV2HasIt(settings), world.faults('onence', 'topup-bulk'), async (c) => {
    const payment = readPayment(c, account);
    if (payment === null) return refusePayment(c);
    const iccids = textsOf(await readJson(c));
    if (iccids.length === 0) return refuse(c, 400, 'Send an array of ICCIDs');
    const lines = linesOf(account, iccids);
    if (lines === null) return refuse(c, 403);
    if (lines.some(account.isExpired)) return empty(c, 422);
    return accepted(c, account, orderTopUp(account, { lines, payment, type: 'BULK_TOPUP' }));
  });
  app.post(`${SIMS}/autoTopup`, world.faults('onence', 'auto-topup'), async (c) => {
    if (isV2(c) && settings.v2AutoTopup === 'absent') return refuse(c, 404);
    const body = await readJson(c);
    const iccids = isRecord(body) ? textsOf(body.iccids) : [];
    if (!isRecord(body) || typeof body.enabled !== 'boolean' || iccids.length === 0) return refuse(c, 400, 'enabled and iccids are required');
    const lines = linesOf(account, iccids);
    if (lines === null) return refuse(c, settings.foreignStatus);
    for (const line of lines) account.fleet.keep(line).autoTopup = body.enabled;
    lines.forEach((line) => topUpIfLow(account, line));
    return empty(c, 201);
  });
}

/** All of them, or null when one is not ours. */
export function linesOf(account: Account, iccids: readonly string[]): Line[] | null {
  const lines = [...new Set(iccids)].map((iccid) => account.find(iccid)).filter((line) => line !== null);
  return lines.length === new Set(iccids).size ? lines : null;
}

export function topUpRoutes(app: Hono, account: Account) {
  app.post(`${SIMS}/:iccid/topup`, account.world.faults('onence', 'topup'), withLine(account, (c, line) => {
    const payment = readPayment(c, account);
    return payment === null ? refusePayment(c) : accepted(c, account, orderTopUp(account, { lines: [line], payment, type: 'TOPUP' }));
  }));
}

import type { Hono } from 'hono';
import type { Account } from './account.ts';
import { empty, isRecord, readJson, refuse, textsOf } from './answers.ts';
import { iccidAt, indexOf, LIFE_MS } from './fleet.ts';
import { grant, type Line, stopOrGo } from './line.ts';
import { placeOrder } from './orders.ts';
import { ifV2HasIt } from './platform.ts';
import { SIMS } from './sims.ts';
import { linesOf, readPayment } from './top-ups.ts';

const NET_CENTS = 1_400;

/** The one call an expired SIM answers in v1: ten years more and a package, invoiced (§7.10). */
export function extensionRoutes(app: Hono, account: Account) {
  const { world, settings } = account;
  app.post(`${SIMS}/extension`, ifV2HasIt(settings), world.faults('onence', 'extension'), async (c) => {
    const body = await readJson(c);
    const payment = readPayment(c, account);
    const iccids = isRecord(body) ? textsOf(body.iccids) : [];
    const bad = (message: string) => (settings.extensionError === 'message' ? c.json({ message }, 400) : empty(c, 400));
    if (payment === null) return bad('Payment method used is not valid.');
    if (iccids.length === 0) return bad('iccids is required');
    const lines = linesOf(account, iccids);
    if (lines === null) return refuse(c, settings.foreignStatus);
    if (!settings.extendsEarly && !lines.every(account.isExpired)) return bad('SIM is not expired.');
    const isSwitch = isRecord(body) && body.productId !== undefined;
    const order = placeOrder(account, {
      type: isSwitch ? 'TARIFF_CHANGE' : settings.extensionOrderType,
      iccids,
      products: [{ product_id: isSwitch && isRecord(body) ? Number(body.productId) : 1001, quantity: iccids.length }],
      netCents: NET_CENTS * iccids.length,
      payment,
      done: (_order, at) => lines.forEach((line) => extend(account, line, at)),
    });
    c.header('Location', `${settings.locationBase}/v1/orders/${order.number}`);
    return empty(c, 201);
  });
}

function extend(account: Account, found: Line, at: number) {
  const { settings } = account;
  const line = account.fleet.keep(account.find(found.card.iccid) ?? found);
  // Nothing was used between the end and the extension.
  const hasEnded = line.expiresAt !== null && line.expiresAt <= at;
  if (hasEnded) stopOrGo(line, { at: line.expiresAt ?? at, isRunning: false, settings });
  grant(line, 'data', { at, amount: settings.topUpMegabytes, settings });
  grant(line, 'sms', { at, amount: settings.topUpSms, settings });
  line.expiresAt = Math.max(at, line.expiresAt ?? at) + LIFE_MS;
  if (hasEnded) stopOrGo(line, { at, isRunning: line.isEnabled, settings });
  account.tell(line, 'topUp');
}

/** SIMs that go to another organisation are no longer found here. */
export function transferRoutes(app: Hono, account: Account) {
  app.post(`${SIMS}/simTransfer`, ifV2HasIt(account.settings), account.world.faults('onence', 'sim-transfer'), async (c) => {
    const body = await readJson(c);
    if (!isRecord(body) || body.target_organisation === undefined) return refuse(c, 400, 'target_organisation is required');
    const ranges = Array.isArray(body.iccid_ranges) ? body.iccid_ranges.filter(isRecord).flatMap((range) => iccidsOf(account, range)) : [];
    const lines = linesOf(account, [...textsOf(body.iccids), ...ranges]);
    if (lines === null) return refuse(c, account.settings.foreignStatus);
    if (lines.length === 0) return refuse(c, 400, 'iccids or iccid_ranges is required');
    for (const line of lines) account.leave(line);
    return empty(c, 201);
  });
}

function iccidsOf({ fleet }: Account, { from, to }: Record<string, unknown>): string[] {
  const first = indexOf(String(from));
  const last = Math.min(indexOf(String(to)), fleet.count() - 1);
  return first < 0 || last < first ? [] : Array.from({ length: last - first + 1 }, (_, offset) => iccidAt(first + offset));
}

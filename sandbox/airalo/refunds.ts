import type { Context, Hono } from 'hono';
import { refuseFields, success } from './answers.ts';
import { writeMinute } from './future-order-checks.ts';
import { readForm } from './read-form.ts';
import type { Airalo, Order } from './state.ts';

export interface RefundRequest {
  id: string;
  iccids: string[];
  reason: string;
  status: 'requested' | 'approved';
}

const MOST = 5;
const REASONS = 'INSTALLATION_FAILURE NO_COVERAGE APN_FAILURE TRIP_CANCELLATION INTERMITTENT_CONNECTION BLOCKED_NETWORK CHANGE_OF_PLAN DELETED_ESIM EARLY_EXPIRY HOTSPOT_NOT_WORKING IMSI_CHANGE INCOMPATIBLE_DEVICE LOCKED_DEVICE NO_VOICE_TEXT_SERVICES OVERCHARGED SLOW_SPEED TOP_UP_PACKAGE_FAILURE UNKNOWN_CHARGES WRONG_PURCHASE UNABLE_TO_ACCESS_APPS SERVICE_DEGRADATION QR_ISSUE_PARTNERS OTHERS'.split(' ');

/** POST /refund: a request that people decide on; nothing but the order's status tells how (§10.6). */
export function refundRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, sims, refunds, nextId, limit } = airalo;
  app.post('/refund', world.faults('airalo', 'refund'), async (c) => {
    const limited = limit(c, 'refund', settings.refundsPerWindow, settings.refundWindowMs);
    if (limited) return limited;
    const form = await readForm(c);
    const iccids = form?.list('iccids') ?? [];
    const foreign = iccids.filter((iccid) => !sims.has(iccid));
    if (iccids.length === 0) return refuseMessage(c, 'The iccids field is required.');
    if (iccids.length > MOST) return refuseMessage(c, `The iccids may not have more than ${MOST} items.`);
    if (foreign.length > 0) return refuseMessage(c, `The following ICCIDs do not belong to your company: ${foreign.join(', ')}`);
    const reason = form?.text('reason') ?? '';
    const notes = form?.text('notes') ?? '';
    if (!REASONS.includes(reason)) return refuseFields(c, { reason: 'The selected reason is invalid.' });
    if (reason === 'OTHERS' && notes === '') return refuseFields(c, { notes: 'The notes field is required when reason is OTHERS.' });
    if (notes.length > 255) return refuseFields(c, { notes: 'The notes may not be greater than 255 characters.' });
    const refund: RefundRequest = { id: String(nextId()), iccids, reason, status: 'requested' };
    refunds.push(refund);
    return c.json(success({ refund_id: refund.id, created_at: writeMinute(world.now().getTime()) }), 202);
  });
}

const refuseMessage = (c: Context, message: string) => c.json({ data: [], meta: { message } }, 422);

/** What a person at the wholesaler does with a request: credit back, and the orders say so; a second time changes nothing. */
export function approveRefund({ world, settings, sims, orders, refunds }: Airalo, id: string): RefundRequest | null {
  const refund = refunds.find((candidate) => candidate.id === id);
  if (!refund || refund.status === 'approved') return refund ?? null;
  refund.status = 'approved';
  const returned = new Set(refunds.filter(({ status }) => status === 'approved').flatMap(({ iccids }) => iccids));
  for (const iccid of refund.iccids) {
    const order = sims.get(iccid)?.order;
    if (!order) continue;
    settings.creditUsd = Math.round(settings.creditUsd * 100 + order.costCents) / 100;
    world.record({ service: 'airalo', type: 'refund', reference: order.description ?? '', data: { iccid, providerOrderId: String(order.id), costUsdCents: order.costCents } });
  }
  for (const order of orders.filter(({ sims: own }) => own.some((sim) => refund.iccids.includes(sim.iccid)))) order.status = statusOf(order, returned);
  return refund;
}

const statusOf = (order: Order, returned: ReadonlySet<string>) => (order.sims.every((sim) => returned.has(sim.iccid)) ? 'refunded' : 'partially_refunded');
